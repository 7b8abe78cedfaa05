//go:build linux

package tests

import "testing"

// deafened is an options script after which the worker does not hear of the
// network when the expression is true.
func deafened(when string) string {
	return `
		const deaf = (event) => { if (` + when + `) event.stopImmediatePropagation(); };
		for (const type of ['online', 'offline']) addEventListener(type, deaf);
		navigator.connection?.addEventListener('change', deaf);`
}

// A worker that was told of the loss only by what it was asked to do meanwhile, or
// that is told nothing at all, finds that the network is back (C31).
func TestReconnectUnheard(t *testing.T) {
	for what, when := range map[string]string{"the loss": "!navigator.onLine", "both": "true"} {
		t.Run(what, func(t *testing.T) {
			polyfilled(t, func(t *testing.T, s *site) {
				s.serve("/background-sync.js", emptyScript)
				s.serve("/options.js", javaScript(deafened(when)))
				page := s.open("/")
				s.goOffline(page)
				registerInWorker(s, page, "outbox")
				s.goOnline()
				s.arriveAs("outbox", false).succeed()
			})
		})
	}
}

// A worker that starts while the browser is offline hears that it is back, with a
// tag stored and nothing asked of it since (C31).
func TestReconnectOfAWorkerStartedOffline(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		s.serve("/background-sync.js", emptyScript)
		page := s.open("/")
		s.goOffline(page)
		registerInWorker(s, page, "outbox")
		before := worker[string](s, page, `return boot`, nil)
		s.must(s.listener.Start()) // WebKit loads the page anew; the browser stays offline.
		s.must(s.browser.StopWorkers(s.ctx))
		if after := worker[string](s, page, `return boot`, nil); after == before {
			t.Fatal("the worker was not stopped")
		}
		s.goOnline()
		s.arriveAs("outbox", false).succeed()
	})
}
