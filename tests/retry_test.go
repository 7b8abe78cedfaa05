//go:build linux

package tests

import (
	"testing"
	"time"
)

// C36: waitUntil rejects every time: three events, the second delay three times
// the first, lastChance false, false, true; then the tag is gone. The delays are set
// short, and none is cut short; that they are exact is the core's to prove.
func TestC36Retries(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		s.options = `{initialRetryDelay: 700}` // The factor is the default, 3.
		page := s.open("/")
		s.register(page, "outbox")
		var failed time.Time
		for _, event := range []struct {
			lastChance bool
			delay      time.Duration
		}{{false, 0}, {false, 700 * time.Millisecond}, {true, 2100 * time.Millisecond}} {
			arrived := s.arriveAs("outbox", event.lastChance)
			if waited := time.Since(failed); waited < event.delay {
				t.Errorf("an event came %v after the failure before it, want %v at least", waited, event.delay)
			}
			failed = time.Now()
			arrived.fail()
		}
		s.awaitTags(page)
	})
}
