//go:build linux

package tests

import (
	"testing"

	"background-sync-polyfill/tests/harness"
)

// C74: a page that looks for tags after the last one is gone finds none, and does not
// look again by itself.
func TestC74AfterTheLastTag(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		s.RegisterAndComplete(page, "outbox")
		delays := harness.FromPage[[]int](s, page, `
			const pending = new Map();
			const {setTimeout, clearTimeout} = self;
			self.setTimeout = (call, delay, ...rest) => {
				const timer = setTimeout(call, delay, ...rest);
				pending.set(timer, delay);
				return timer;
			};
			self.clearTimeout = (timer) => {
				pending.delete(timer);
				clearTimeout(timer);
			};
			const {close} = IDBDatabase.prototype;
			const looked = new Promise((done) => {
				IDBDatabase.prototype.close = function () {
					close.call(this);
					done();
				};
			});
			document.dispatchEvent(new Event('visibilitychange'));
			await looked;
			await new Promise((done) => setTimeout(done));
			return [...pending.values()];`, nil)
		if len(delays) > 0 {
			t.Errorf("timers of %v ms are left, want none", delays)
		}
	})
}
