//go:build linux

package tests

import (
	"io"
	"net/http"
	"testing"

	"background-sync-polyfill/tests/harness"
)

const diskFull = `throw new DOMException('the disk is full', 'QuotaExceededError')`

// C14: the storage cannot be opened. register() says so, and the next call works.
func TestC14StorageCannotBeOpened(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		s.BreakMethod(page, "IDBFactory", "open", `throw new DOMException('no disk', 'UnknownError')`)
		s.Rejects(s.TryRegister(page, "outbox"), "UnknownError", "Background Sync is disabled.")
		s.MendMethods(page)
		s.RegisterAndComplete(page, "outbox")
	})
}

// C14: the storage fails while it stores a tag. register() does not resolve for a tag that
// is not on disk.
func TestC14StorageFailsWhileItStores(t *testing.T) {
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

// C14, C51: if a wake-up cannot store something, it is tried again without another
// wake-up. Here that is the outcome of an event, which fires again, and whose interruption
// is not counted.
func TestC14OutcomeThatCannotBeStored(t *testing.T) {
	harness.InParallel(t, harness.PolyfilledTargets(), func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		s.Register(page, "outbox")
		event := s.NextEventOf("outbox")
		s.BreakMethod(page, "IDBObjectStore", "put", diskFull)
		s.BreakMethod(page, "IDBObjectStore", "delete", diskFull)
		s.WatchFailedWakeUps(page)
		event.Succeed()
		s.AwaitFailedWakeUp(page)
		for range 20 {
			s.HasTags(page, "outbox") // This gives worker and page the time to wake each other.
		}
		if n := s.MendMethods(page); n > 3 {
			t.Errorf("%d writes have failed, want one for the outcome and at most two for wake-ups that were under way", n)
		}
		s.Complete(page, "outbox")
	})
}

// The core panics: the calls that wait reject, the next call starts a new core, and the
// tags on disk stay.
func TestThePolyfillSurvivesAPanic(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		s.RegisterOffline(page, "kept")
		// The library panics at an object that is no IDBRequest.
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

// C15: the core cannot be loaded. The rejection names the cause, and the next call tries
// again.
func TestC15CoreCannotBeLoaded(t *testing.T) {
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
					return // A worker keeps its content security policy, so this worker cannot recover.
				}
				s.Serve(test.path, nil)
				s.RegisterAndComplete(page, "outbox")
			})
		})
	}
}

// C15: options were set too late, and the core is not found without them. The rejection
// says so.
func TestC15OptionsTooLate(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		s.Serve("/late-worker.js", harness.JavaScript(`
			import '/native.js';
			self.backgroundSyncPolyfillOptions = {wasmURL: '/core.gz'};
			import '/background-sync-worker.mjs';`))
		s.Serve(harness.CoreFile, http.NotFound)
		page := s.Open("/?worker=/late-worker.js&type=module")
		s.RejectsWith(s.TryRegister(page, "outbox"), "NetworkError", "backgroundSyncPolyfillOptions")
	})
}

// C15: option wasmBytes holds another file.
func TestC15WrongWasmBytes(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		s.Options = wasmBytes([]byte("another file"))
		page := s.Open("/")
		s.RejectsWith(s.TryRegister(page, "outbox"), "DataError", "wasmBytes", "not the core")
	})
}
