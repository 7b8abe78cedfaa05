//go:build linux

package tests

import (
	"testing"

	"background-sync-polyfill/tests/harness"
)

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
			harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
				s.Serve("/background-sync.js", harness.EmptyScript)
				s.Serve("/options.js", harness.JavaScript(deafened(when)))
				page := s.Open("/")
				s.GoOffline(page)
				s.RegisterInWorker(page, "outbox")
				s.GoOnline()
				s.NextEventOf("outbox").Succeed()
			})
		})
	}
}

// A worker that starts while the browser is offline hears that it is back, with a
// tag stored and nothing asked of it since (C31).
func TestReconnectOfAWorkerStartedOffline(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		s.Serve("/background-sync.js", harness.EmptyScript)
		page := s.Open("/")
		s.GoOffline(page)
		s.RegisterInWorker(page, "outbox")
		before := harness.FromWorker[string](s, page, `return boot`, nil)
		s.StartServer() // WebKit loads the page anew; the browser stays offline.
		s.StopWorkers()
		if after := harness.FromWorker[string](s, page, `return boot`, nil); after == before {
			t.Fatal("the worker was not stopped")
		}
		s.GoOnline()
		s.NextEventOf("outbox").Succeed()
	})
}
