//go:build linux

package tests

import "testing"

// C36: waitUntil rejects every time: three events, lastChance false, false,
// true; then the tag is gone. The delays are set short; that they are exact is
// the core's to prove.
func TestC36Retries(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		s.options = `{initialRetryDelay: 200, retryDelayFactor: 2}`
		page := s.open("/")
		s.register(page, "outbox")
		for _, lastChance := range []bool{false, false, true} {
			s.arriveAs("outbox", lastChance).fail()
		}
		s.awaitTags(page)
	})
}
