//go:build linux

package tests

import (
	"net/http"
	"strings"
	"testing"

	"background-sync-polyfill/tests/harness"
)

// C10: register() rejects while the registration has no active worker.
func TestC10NoActiveWorker(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		installed := make(chan struct{})
		s.Serve("/installing", func(http.ResponseWriter, *http.Request) { <-installed })
		defer close(installed)
		page := s.OpenWithoutWaiting("/?worker=/installing-worker.js")
		s.RunInPage(page, `await registered`, nil)
		s.Rejects(s.TryRegister(page, "outbox"), "InvalidStateError",
			"Failed to execute 'register' on 'SyncManager': Registration failed - no active Service Worker")
	})
}

// C11: the app has disabled the polyfill. register() rejects, as natively where the user
// has denied the permission, and no event comes. Native support stays as it is.
func TestC11Disabled(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		s.Options = `{disabled: true}`
		page := s.Open("/options.html")
		if s.Target.Native {
			s.RegisterAndComplete(page, "outbox")
			return
		}
		s.Rejects(s.TryRegister(page, "outbox"), "NotAllowedError", "Permission denied.")
		s.AwaitNoTags(page)
		got := harness.FromWorker[[]any](s, page, `
			// The missing permission comes before the missing window.
			clients.matchAll = async () => [];
			const rejection = await registration.sync.register('outbox').catch(({name, message}) => [name, message]);
			return [...rejection, await registration.sync.getTags()];`, nil)
		if len(got) != 3 || got[0] != "NotAllowedError" || got[1] != "Permission denied." || len(got[2].([]any)) != 0 {
			t.Errorf("register() and getTags() in the worker give %q, want NotAllowedError, its message and no tags", got)
		}
		s.HasDownloadedCore(0)
	})
}

// C11: the polyfill is disabled in the page alone, which then asks no worker, or in the
// worker alone, which then tells the page.
func TestC11DisabledInOneHalf(t *testing.T) {
	for half, path := range map[string]string{"page": "/options.html?worker=/bare-worker.js", "worker": "/"} {
		t.Run(half, func(t *testing.T) {
			harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
				s.Options = `{disabled: true}`
				page := s.Open(path)
				s.Rejects(s.TryRegister(page, "outbox"), "NotAllowedError", "Permission denied.")
				s.AwaitNoTags(page)
			})
		})
	}
}

// C10, C11: where the polyfill is disabled and no worker is active, register() rejects for
// the missing worker. The specification's steps have this order.
func TestC11DisabledWithoutActiveWorker(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		s.Options = `{disabled: true}`
		installed := make(chan struct{})
		s.Serve("/installing", func(http.ResponseWriter, *http.Request) { <-installed })
		defer close(installed)
		page := s.OpenWithoutWaiting("/options.html?worker=/installing-worker.js")
		s.RunInPage(page, `await registered`, nil)
		s.Rejects(s.TryRegister(page, "outbox"), "InvalidStateError",
			"Failed to execute 'register' on 'SyncManager': Registration failed - no active Service Worker")
	})
}

// C16: the active worker does not load the polyfill. Its `message` listener sees the
// requests that the app made, and no wake-up.
func TestC16WorkerWithoutPolyfill(t *testing.T) {
	harness.InParallel(t, harness.PolyfilledTargets(), func(t *testing.T, s *harness.Site) {
		page := s.Open("/?worker=/bare-worker.js")
		s.RejectsWith(s.TryRegister(page, "outbox"), "NotSupportedError", "background-sync-polyfill/worker", "importScripts")
		seen := harness.FromWorker[[]map[string]any](s, page, `return seen.filter(({probe}) => probe === undefined)`, nil)
		if len(seen) != 1 || seen[0]["type"] != "register" {
			t.Errorf("the app's worker has seen %v, want only the one request", seen)
		}
	})
}

// C16: only a waiting worker loads the polyfill. register() says so, and works once that
// worker is active.
func TestC16OnlyTheWaitingWorkerHasThePolyfill(t *testing.T) {
	harness.InParallel(t, harness.PolyfilledTargets(), func(t *testing.T, s *harness.Site) {
		page := s.Open("/?worker=/bare-worker.js")
		s.Navigate(page, "/?worker=/bare-worker.js") // The worker controls the page from now on.
		s.RunInPage(page, `
			const registration = await navigator.serviceWorker.register('/worker.js', {scope: '/'});
			const worker = registration.installing ?? registration.waiting;
			while (worker.state !== 'installed') await new Promise((done) => (worker.onstatechange = done));`, nil)
		s.RejectsWith(s.TryRegister(page, "outbox"), "NotSupportedError", "waiting")
		s.RunInPage(page, `
			const {waiting} = await navigator.serviceWorker.getRegistration();
			const {port2} = new MessageChannel();
			waiting.postMessage({probe: 'await skipWaiting()'}, [port2]);
			while (waiting.state !== 'activated') await new Promise((done) => (waiting.onstatechange = done));`, nil)
		s.RegisterAndComplete(page, "outbox")
	})
}

// C18: the answer that settles the promise is posted before the event is dispatched.
func TestC18AnswerBeforeEvent(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		s.RunInWorker(page, `
			self.order = [];
			const {postMessage} = MessagePort.prototype;
			MessagePort.prototype.postMessage = function (message, ...rest) {
				if ('result' in message) self.order.push('answer');
				return postMessage.call(this, message, ...rest);
			};
			self.addEventListener('sync', () => self.order.push('event'));`, nil)
		s.Register(page, "outbox")
		s.NextEventOf("outbox").Succeed()
		if got := strings.Join(harness.FromWorker[[]string](s, page, `return order.slice(0, 2)`, nil), " "); got != "answer event" {
			t.Errorf("the worker has the order %q, want the answer first", got)
		}
		s.AwaitNoTags(page)
	})
}
