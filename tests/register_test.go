//go:build linux

package tests

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

// C02: bad arguments and bad receivers are a rejected promise with TypeError;
// nothing is thrown.
func TestC02BadArguments(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		page := s.open("/")
		for _, call := range []string{
			`sync.register()`,
			`sync.register(Symbol())`,
			`sync.register.call({}, 'x')`,
			`sync.getTags.call(null)`,
		} {
			got := eval[string](s, page, `
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
	everywhere(t, func(t *testing.T, s *site) {
		installed := make(chan struct{})
		s.serve("/installing", func(http.ResponseWriter, *http.Request) { <-installed })
		defer close(installed)
		page := s.openBare("/?worker=/installing-worker.js")
		s.must(page.Eval(s.ctx, `await registered`, nil, nil))
		s.rejects(s.tryRegister(page, "outbox"), "InvalidStateError",
			"Failed to execute 'register' on 'SyncManager': Registration failed - no active Service Worker")
	})
}

// C14: storage that cannot be opened: the promise says so, the next call works.
func TestC14NoStorage(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		page := s.open("/")
		breakMethod(s, page, "IDBFactory", "open", `throw new DOMException('no disk', 'UnknownError')`)
		s.rejects(s.tryRegister(page, "outbox"), "UnknownError", "Background Sync is disabled.")
		mendMethod(s, page)
		s.register(page, "outbox")
		s.arriveAs("outbox", false).succeed()
		s.awaitTags(page)
	})
}

// C14: storage that dies while it stores: a tag that is not on disk is never
// said to be.
func TestC14StorageDies(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		page := s.open("/")
		s.goOffline(page)
		s.register(page, "kept")
		breakMethod(s, page, "IDBObjectStore", "put", `throw new DOMException('full', 'QuotaExceededError')`)
		s.rejects(s.tryRegister(page, "lost"), "UnknownError", "Background Sync is disabled.")
		mendMethod(s, page)
		s.awaitTags(page, "kept")
		s.goOnline()
		s.arriveAs("kept", false).succeed()
		s.awaitTags(page)
	})
}

// A panic of the core: what waits rejects, the next call starts a fresh core,
// and what is on disk stays.
func TestThePolyfillSurvivesAPanic(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		page := s.open("/")
		s.goOffline(page)
		s.register(page, "kept")
		// The library panics at what is no IDBRequest.
		breakMethod(s, page, "IDBObjectStore", "get", `return this.name === 'registrations' ? {} : original.apply(this, args)`)
		s.rejects(s.tryRegister(page, "more"), "UnknownError", "Background Sync is disabled.")
		mendMethod(s, page)
		s.register(page, "more")
		s.awaitTags(page, "kept", "more")
		s.goOnline()
		for range 2 {
			s.arrive().succeed()
		}
		s.awaitTags(page)
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
		{"missing", "NetworkError", "404", coreFile, http.NotFound},
		{"a web page", "DataError", "web page", coreFile, func(w http.ResponseWriter, _ *http.Request) {
			io.WriteString(w, "<!doctype html><title>App</title>")
		}},
		{"of another release", "DataError", "another release", coreFile,
			func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("\x00asm")) }},
		{"forbidden by CSP", "SecurityError", "'wasm-unsafe-eval'", "/worker.js", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/javascript")
			w.Header().Set("Content-Security-Policy", "script-src 'self'")
			script, _ := fixtures.ReadFile("fixtures/worker.js")
			w.Write(script)
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			polyfilled(t, func(t *testing.T, s *site) {
				s.serve(test.path, test.serve)
				page := s.open("/")
				for _, call := range []string{`sync.register('outbox')`, `sync.getTags()`} {
					err := page.Eval(s.ctx, `
						const {sync} = await navigator.serviceWorker.getRegistration();
						await `+call, nil, nil)
					s.rejectsWith(err, test.exception, test.message)
				}
				if test.path != coreFile {
					return // A worker's policy lasts as long as the worker.
				}
				s.serve(test.path, nil)
				s.register(page, "outbox")
				s.arriveAs("outbox", false).succeed()
				s.awaitTags(page)
			})
		})
	}
}

// C16: no worker loads the polyfill. Its `message` listener sees the requests
// that the app made, and never a wake-up.
func TestC16WorkerWithoutPolyfill(t *testing.T) {
	together(t, polyfilledTargets(), func(t *testing.T, s *site) {
		page := s.open("/?worker=/bare-worker.js")
		s.rejectsWith(s.tryRegister(page, "outbox"), "NotSupportedError", "background-sync-polyfill/worker", "importScripts")
		seen := worker[[]map[string]any](s, page, `return seen.filter(({probe}) => probe === undefined)`, nil)
		if len(seen) != 1 || seen[0]["type"] != "register" {
			t.Errorf("the app's worker saw %v, want the one request only", seen)
		}
	})
}

// C16: only a waiting worker loads it: register() says so, and works once that
// worker is active.
func TestC16OnlyTheWaitingWorkerHasThePolyfill(t *testing.T) {
	together(t, polyfilledTargets(), func(t *testing.T, s *site) {
		page := s.open("/?worker=/bare-worker.js")
		s.must(page.Navigate(s.ctx, s.listener.Origin()+"/?worker=/bare-worker.js")) // Controlled now.
		s.must(page.Eval(s.ctx, `
			const registration = await navigator.serviceWorker.register('/worker.js', {scope: '/'});
			const worker = registration.installing ?? registration.waiting;
			while (worker.state !== 'installed') await new Promise((done) => (worker.onstatechange = done));`, nil, nil))
		s.rejectsWith(s.tryRegister(page, "outbox"), "NotSupportedError", "waiting")
		s.must(page.Eval(s.ctx, `
			const {waiting} = await navigator.serviceWorker.getRegistration();
			const {port2} = new MessageChannel();
			waiting.postMessage({probe: 'await skipWaiting()'}, [port2]);
			while (waiting.state !== 'activated') await new Promise((done) => (waiting.onstatechange = done));`, nil, nil))
		s.register(page, "outbox")
		s.arriveAs("outbox", false).succeed()
		s.awaitTags(page)
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
			everywhere(t, func(t *testing.T, s *site) {
				page := s.openBare(test.path)
				s.must(page.Eval(s.ctx, test.script, nil, nil))
				s.arriveAs("outbox", false).succeed()
				s.must(page.Eval(s.ctx, `
					const registration = await registered;
					while ((await registration.sync.getTags()).length > 0);`, nil, nil))
			})
		})
	}
}

// C18: the answer that settles the promise is posted before the event is
// dispatched.
func TestC18AnswerBeforeEvent(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		page := s.open("/")
		worker[any](s, page, `
			self.order = [];
			const {postMessage} = MessagePort.prototype;
			MessagePort.prototype.postMessage = function (message, ...rest) {
				if ('result' in message) self.order.push('answer');
				return postMessage.call(this, message, ...rest);
			};
			self.addEventListener('sync', () => self.order.push('event'));`, nil)
		s.register(page, "outbox")
		s.arriveAs("outbox", false).succeed()
		if got := strings.Join(worker[[]string](s, page, `return order.slice(0, 2)`, nil), " "); got != "answer event" {
			t.Errorf("in the worker came %q, want the answer first", got)
		}
		s.awaitTags(page)
	})
}
