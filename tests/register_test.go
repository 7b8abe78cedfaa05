//go:build linux

package tests

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"background-sync-polyfill/tests/harness"
)

// C02: bad arguments and bad receivers are a rejected promise with TypeError;
// nothing is thrown.
func TestC02BadArguments(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		for _, call := range []string{
			`sync.register()`,
			`sync.register(Symbol())`,
			`sync.register.call({}, 'x')`,
			`sync.getTags.call(null)`,
		} {
			got := harness.FromPage[string](s, page, `
				const {sync} = await navigator.serviceWorker.getRegistration();
				const promise = new Function('sync', 'return ' + args)(sync);
				return promise.then(() => 'resolved', (error) => error.name);`, call)
			if got != "TypeError" {
				t.Errorf("%s: %s, want a rejection with TypeError", call, got)
			}
		}
	})
}

// C10: register while the registration has no active worker.
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

// C14: storage that cannot be opened: the promise says so, the next call works.
func TestC14NoStorage(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		s.BreakMethod(page, "IDBFactory", "open", `throw new DOMException('no disk', 'UnknownError')`)
		s.Rejects(s.TryRegister(page, "outbox"), "UnknownError", "Background Sync is disabled.")
		s.MendMethods(page)
		s.RegisterAndComplete(page, "outbox")
	})
}

// C14: storage that dies while it stores: a tag that is not on disk is never
// said to be.
func TestC14StorageDies(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		s.RegisterOffline(page, "kept")
		s.BreakMethod(page, "IDBObjectStore", "put", `throw new DOMException('full', 'QuotaExceededError')`)
		s.Rejects(s.TryRegister(page, "lost"), "UnknownError", "Background Sync is disabled.")
		s.MendMethods(page)
		s.AwaitTags(page, "kept")
		s.ReconnectAndComplete(page, "kept")
	})
}

// A panic of the core: what waits rejects, the next call starts a fresh core,
// and what is on disk stays.
func TestThePolyfillSurvivesAPanic(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		s.RegisterOffline(page, "kept")
		// The library panics at what is no IDBRequest.
		s.BreakMethod(page, "IDBObjectStore", "get", `return this.name === 'registrations' ? {} : original.apply(this, args)`)
		s.Rejects(s.TryRegister(page, "more"), "UnknownError", "Background Sync is disabled.")
		s.MendMethods(page)
		s.Register(page, "more")
		s.AwaitTags(page, "kept", "more")
		s.GoOnline()
		for range 2 {
			s.NextEvent().Succeed()
		}
		s.AwaitNoTags(page)
	})
}

// C15: the wasm cannot be loaded: the rejection says how to mend it, and the
// next call tries again.
func TestC15NoWasm(t *testing.T) {
	for _, test := range []struct {
		name, exception, message string
		path                     string
		serve                    http.HandlerFunc
	}{
		{"missing", "NetworkError", "404", harness.CoreFile, http.NotFound},
		{"a web page", "DataError", "web page", harness.CoreFile, func(w http.ResponseWriter, _ *http.Request) {
			io.WriteString(w, "<!doctype html><title>App</title>")
		}},
		{"of another release", "DataError", "another release", harness.CoreFile,
			func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("\x00asm")) }},
		{"forbidden by CSP", "SecurityError", "'wasm-unsafe-eval'", "/worker.js", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/javascript")
			w.Header().Set("Content-Security-Policy", "script-src 'self'")
			script := harness.Fixture("worker.js")
			w.Write(script)
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
				s.Serve(test.path, test.serve)
				page := s.Open("/")
				for _, call := range []string{`sync.register('outbox')`, `sync.getTags()`} {
					err := page.Eval(s.Ctx, `
						const {sync} = await navigator.serviceWorker.getRegistration();
						await `+call, nil, nil)
					s.RejectsWith(err, test.exception, test.message)
				}
				if test.path != harness.CoreFile {
					return // A worker's policy lasts as long as the worker.
				}
				s.Serve(test.path, nil)
				s.RegisterAndComplete(page, "outbox")
			})
		})
	}
}

// C16: no worker loads the polyfill. Its `message` listener sees the requests
// that the app made, and never a wake-up.
func TestC16WorkerWithoutPolyfill(t *testing.T) {
	harness.InParallel(t, harness.PolyfilledTargets(), func(t *testing.T, s *harness.Site) {
		page := s.Open("/?worker=/bare-worker.js")
		s.RejectsWith(s.TryRegister(page, "outbox"), "NotSupportedError", "background-sync-polyfill/worker", "importScripts")
		seen := harness.FromWorker[[]map[string]any](s, page, `return seen.filter(({probe}) => probe === undefined)`, nil)
		if len(seen) != 1 || seen[0]["type"] != "register" {
			t.Errorf("the app's worker saw %v, want the one request only", seen)
		}
	})
}

// C16: only a waiting worker loads it: register() says so, and works once that
// worker is active.
func TestC16OnlyTheWaitingWorkerHasThePolyfill(t *testing.T) {
	harness.InParallel(t, harness.PolyfilledTargets(), func(t *testing.T, s *harness.Site) {
		page := s.Open("/?worker=/bare-worker.js")
		s.Navigate(page, "/?worker=/bare-worker.js") // Controlled now.
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

// C17: where register() may be called from.
func TestC17Callers(t *testing.T) {
	for _, test := range []struct{ name, path, script string }{
		{"an uncontrolled page", "/outside/?scope=/app/", `
			const registration = await registered;
			const worker = registration.installing ?? registration.waiting ?? registration.active;
			while (worker.state !== 'activated') await new Promise((done) => (worker.onstatechange = done));
			if (navigator.serviceWorker.controller) throw new Error('the page is controlled');
			await registration.sync.register('outbox');`},
		{"an iframe", "/", `
			await navigator.serviceWorker.ready;
			const frame = document.createElement('iframe');
			frame.src = '/frame/?worker=none';
			document.body.append(frame);
			await new Promise((done) => (frame.onload = done));
			const registration = await frame.contentWindow.navigator.serviceWorker.getRegistration('/');
			await registration.sync.register('outbox');`},
		{"the worker itself", "/", `
			const {active} = await navigator.serviceWorker.ready;
			const {port1, port2} = new MessageChannel();
			active.postMessage({probe: "await registration.sync.register('outbox')"}, [port2]);
			const {data} = await new Promise((resolve) => (port1.onmessage = resolve));
			if (data.error) throw new DOMException(data.error.message, data.error.name);`},
	} {
		t.Run(test.name, func(t *testing.T) {
			harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
				page := s.OpenWithoutWaiting(test.path)
				s.RunInPage(page, test.script, nil)
				s.NextEventOf("outbox").Succeed()
				s.RunInPage(page, `
					const registration = await registered;
					while ((await registration.sync.getTags()).length > 0);`, nil)
			})
		})
	}
}

// C18: the answer that settles the promise is posted before the event is
// dispatched.
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
			t.Errorf("in the worker came %q, want the answer first", got)
		}
		s.AwaitNoTags(page)
	})
}
