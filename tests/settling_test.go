//go:build linux

package tests

import (
	"strconv"
	"testing"
	"time"
)

// C72: a tag that is registered at the moment at which the network is back fires only
// when the network has settled. Both times are the browser's own.
func TestC72RegisteredAtTheReturn(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		s.serve("/options.js", javaScript(`
			addEventListener('sync', (event) => {
				event.waitUntil(fetch('/results', {method: 'POST', body: Date.now()}));
			});`))
		page := s.open("/")
		s.goOffline(page)
		s.must(page.Eval(s.ctx, `
			const registration = await navigator.serviceWorker.getRegistration();
			// This one is called before the polyfill's listener, but for Chromium, the other after it.
			addEventListener('online', () => (self.onlineAt = Date.now()), {once: true, capture: true});
			self.onlineWhenRegistered = new Promise((resolve, reject) => {
				const register = () => registration.sync.register('outbox').then(() => resolve(onlineAt), reject);
				addEventListener('online', register, {once: true});
			});`, nil, nil))
		s.goOnline()
		online := eval[int](s, page, `return onlineWhenRegistered`, nil)
		s.arriveAs("outbox", false).succeed()
		fired, err := strconv.Atoi(s.result())
		s.must(err)
		waited := time.Duration(fired-online) * time.Millisecond
		least := 990 * time.Millisecond
		if s.target.name == "webkit" { // It has waited itself before it told.
			least = 90 * time.Millisecond
		}
		if waited < least {
			t.Errorf("the event came %v after the network, want %v at least", waited, least)
		}
		s.awaitTags(page)
	})
}

// C72: nothing fires while the network settles, whatever wakes the core meanwhile. The
// timers of the delay that is the engine's stand still, and those of the other one never
// fire, so that the check needs no clock.
func TestC72TheNetworkSettles(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		s.serve("/background-sync.js", emptyScript)
		page := s.open("/")
		s.goOffline(page)
		registerInWorker(s, page, "outbox")
		delay, other := "SETTLE_DELAY", "WEBKIT_SETTLE_DELAY"
		if s.target.name == "webkit" {
			delay, other = other, delay
		}
		worker[any](s, page, withoutTimer(t, other), nil)
		worker[any](s, page, withTimersHeld(t, delay), nil)
		s.goOnline()
		worker[any](s, page, `while (!navigator.onLine) await new Promise((done) => setTimeout(done, 10));`, nil)
		registerInWorker(s, page, "another")
		// An event that did not wait would get here first.
		worker[any](s, page, `for (let i = 0; i < 50; i++) await registration.sync.getTags();`, nil)
		if len(s.arrivals) > 0 {
			t.Error("an event has come while the network settled")
		}
		worker[any](s, page, `letGo()`, nil)
		s.arriveInAnyOrder("another", "outbox")
	})
}
