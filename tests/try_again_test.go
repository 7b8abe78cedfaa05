//go:build linux

package tests

import (
	"testing"

	"background-sync-polyfill/tests/harness"
)

const diskFull = `throw new DOMException('the disk is full', 'QuotaExceededError')`

// What a wake-up cannot store is tried again, without any other occasion: the
// outcome of an event, say, whose interruption is not counted (C14, C51).
func TestC14TriesAgain(t *testing.T) {
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
			s.HasTags(page, "outbox") // Time for the worker and the page to wake each other.
		}
		if n := s.MendMethods(page); n > 3 {
			t.Errorf("%d times something was stored in vain, want once for the outcome, and a few for the wake-ups under way", n)
		}
		s.Complete(page, "outbox")
	})
}
