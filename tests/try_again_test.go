//go:build linux

package tests

import "testing"

// What a wake-up cannot store is tried again, without any other occasion: the
// outcome of an event, say, whose interruption is not counted (C14, C51).
func TestC14TriesAgain(t *testing.T) {
	together(t, polyfilledTargets(), func(t *testing.T, s *site) {
		page := s.open("/")
		s.register(page, "outbox")
		event := s.arriveAs("outbox", false)
		worker[any](s, page, `
			const {prototype} = IDBObjectStore;
			const native = {put: prototype.put, delete: prototype.delete};
			self.refused = 0;
			prototype.put = prototype.delete = () => {
				refused++;
				throw new DOMException('the disk is full', 'QuotaExceededError');
			};
			const {error} = console;
			self.failed = new Promise((resolve) => {
				console.error = (...args) => {
					if (args[0].includes('it is tried again')) resolve();
					error(...args);
				};
			});
			self.mend = () => Object.assign(prototype, native);`, nil)
		event.succeed()
		worker[any](s, page, `await failed`, nil)
		for range 20 {
			s.hasTags(page, "outbox") // Time for the worker and the page to wake each other.
		}
		if n := worker[int](s, page, `mend(); return refused`, nil); n > 3 {
			t.Errorf("%d times something was stored in vain, want once for the outcome, and a few for the wake-ups under way", n)
		}
		s.arriveAs("outbox", false).succeed()
		s.awaitTags(page)
	})
}
