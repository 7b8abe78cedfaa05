//go:build linux

package tests

import (
	"strconv"
	"testing"
)

// C72: a tag that is registered at the moment at which the network is back fires only
// when the network has settled for a second. Both times are the browser's own.
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
			self.registeredAt = new Promise((resolve, reject) => {
				const register = () => {
					const now = Date.now();
					registration.sync.register('outbox').then(() => resolve(now), reject);
				};
				addEventListener('online', register, {once: true});
			});`, nil, nil))
		s.goOnline()
		registered := eval[int](s, page, `return registeredAt`, nil)
		s.arriveAs("outbox", false).succeed()
		fired, err := strconv.Atoi(s.result())
		s.must(err)
		if waited := fired - registered; waited < 990 {
			t.Errorf("the event came %d ms after the network, want 990 at least", waited)
		}
		s.awaitTags(page)
	})
}
