//go:build linux

package tests

import (
	"testing"
)

const diskFull = `throw new DOMException('the disk is full', 'QuotaExceededError')`

// What a wake-up cannot store is tried again, without any other occasion: the
// outcome of an event, say, whose interruption is not counted (C14, C51).
func TestC14TriesAgain(t *testing.T) {
	together(t, polyfilledTargets(), func(t *testing.T, s *site) {
		page := s.open("/")
		s.register(page, "outbox")
		event := s.arriveAs("outbox", false)
		breakMethod(s, page, "IDBObjectStore", "put", diskFull)
		breakMethod(s, page, "IDBObjectStore", "delete", diskFull)
		watchTries(s, page)
		event.succeed()
		awaitTry(s, page)
		for range 20 {
			s.hasTags(page, "outbox") // Time for the worker and the page to wake each other.
		}
		if n := mendMethod(s, page); n > 3 {
			t.Errorf("%d times something was stored in vain, want once for the outcome, and a few for the wake-ups under way", n)
		}
		s.arriveAs("outbox", false).succeed()
		s.awaitTags(page)
	})
}
