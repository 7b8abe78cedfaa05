//go:build linux

package tests

import (
	"strconv"
	"testing"
	"time"

	"background-sync-polyfill/tests/harness"
)

// C72: a tag that is registered at the moment when the network is back fires only when the
// network has settled. Both times are read in the browser.
func TestC72RegisteredAtTheReturn(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		s.Serve("/options.js", harness.JavaScript(`
			addEventListener('sync', (event) => {
				event.waitUntil(fetch('/results', {method: 'POST', body: Date.now()}));
			});`))
		page := s.Open("/")
		s.GoOffline(page)
		s.RunInPage(page, `
			const registration = await navigator.serviceWorker.getRegistration();
			// Except in Chromium, this listener is called before the polyfill's, and the other after it.
			addEventListener('online', () => (self.onlineAt = Date.now()), {once: true, capture: true});
			self.onlineWhenRegistered = new Promise((resolve, reject) => {
				const register = () => registration.sync.register('outbox').then(() => resolve(onlineAt), reject);
				addEventListener('online', register, {once: true});
			});`, nil)
		s.GoOnline()
		online := harness.FromPage[int](s, page, `return onlineWhenRegistered`, nil)
		s.NextEventOf("outbox").Succeed()
		fired, err := strconv.Atoi(s.NextResult())
		s.Must(err)
		waited := time.Duration(fired-online) * time.Millisecond
		least := 990 * time.Millisecond
		if s.Target.Name == "webkit" { // WebKit has waited itself before it tells.
			least = 90 * time.Millisecond
		}
		if waited < least {
			t.Errorf("the event came %v after the network was back, want at least %v", waited, least)
		}
		s.AwaitNoTags(page)
	})
}

// C72: nothing fires while the network settles, whatever wakes the core meanwhile. Timers
// of the engine's settle delay are held, and those of the other delay never fire, so the
// check needs no clock.
func TestC72TheNetworkSettles(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		s.Serve("/background-sync.js", harness.EmptyScript)
		page := s.Open("/")
		s.GoOffline(page)
		s.RegisterInWorker(page, "outbox")
		delay, other := "SETTLE_DELAY", "WEBKIT_SETTLE_DELAY"
		if s.Target.Name == "webkit" {
			delay, other = other, delay
		}
		s.RunInWorker(page, harness.WithoutTimers(t, other), nil)
		s.RunInWorker(page, harness.WithTimersHeld(t, delay), nil)
		s.GoOnline()
		s.RunInWorker(page, `while (!navigator.onLine) await new Promise((done) => setTimeout(done, 10));`, nil)
		s.RegisterInWorker(page, "another")
		// An event that did not wait would arrive before these calls are answered.
		s.RunInWorker(page, `for (let i = 0; i < 50; i++) await registration.sync.getTags();`, nil)
		s.NoEventHasCome("while the network settled")
		s.RunInWorker(page, `letGo()`, nil)
		s.CompleteInAnyOrder("another", "outbox")
	})
}
