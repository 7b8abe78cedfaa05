//go:build linux

package tests

import (
	"testing"
	"time"

	"background-sync-polyfill/tests/harness"
)

// C36: waitUntil rejects every time: three events, the second delay three times
// the first, lastChance false, false, true; then the tag is gone. The delays are set
// short, and none is cut short; that they are exact is the core's to prove.
func TestC36Retries(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		s.Options = `{initialRetryDelay: 700}` // The factor is the default, 3.
		page := s.Open("/")
		s.Register(page, "outbox")
		var failed time.Time
		for _, event := range []struct {
			lastChance bool
			delay      time.Duration
		}{{false, 0}, {false, 700 * time.Millisecond}, {true, 2100 * time.Millisecond}} {
			arrived := s.NextEvent()
			if arrived.Tag != "outbox" || arrived.LastChance != event.lastChance {
				t.Errorf("got an event of %q with lastChance %v, want outbox with %v", arrived.Tag, arrived.LastChance, event.lastChance)
			}
			if waited := time.Since(failed); waited < event.delay {
				t.Errorf("an event came %v after the failure before it, want %v at least", waited, event.delay)
			}
			failed = time.Now()
			arrived.Fail()
		}
		s.AwaitNoTags(page)
	})
}
