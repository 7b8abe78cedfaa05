package polyfill_test

import (
	"fmt"
	"testing"

	"background-sync-polyfill/polyfill/scenario"
)

// TestKilledAnywhere plays one story again and again. Each time the worker is killed at
// another of its calls: a read, a claim, a transaction, its commit, a wake-up (C50, C51).
func TestKilledAnywhere(t *testing.T) {
	story := []string{
		"online",
		"register outbox", "settle outbox fail", "advance 5m",
		"register outbox", "settle outbox fail", "settle outbox fail",
		"register outbox", "settle outbox ok",
		"register outbox", "advance 3m", "settle outbox ok",
		"offline", "advance 5m", "online", "settle outbox ok",
	}
	for calls, killed := 0, true; killed; calls++ {
		killed = false // If the story fails, it is not played again.
		t.Run(fmt.Sprintf("no tag is lost if the worker is killed after %d calls", calls), func(t *testing.T) {
			left := scenario.InBubble(t, func(t *testing.T) {
				killed = playAndKill(t, story, calls)
			})
			if left != nil {
				t.Error(left)
			}
		})
		if !killed && calls < 20 {
			t.Errorf("the story has only %d calls", calls)
		}
	}
}

// playAndKill plays the story, and replaces the worker by a fresh one after that many calls.
func playAndKill(t *testing.T, story []string, after int) (killed bool) {
	s := scenario.New(t, nil)
	defer s.End()
	s.Obey("hold worker")
	for _, command := range story {
		if s.Possible(command) {
			s.Obey(command)
		}
		for ; !killed && s.Possible("next worker"); after-- {
			if killed = after == 0; killed {
				s.Obey("restart")
			} else {
				s.Obey("next worker")
			}
		}
	}
	s.Obey("recover")
	if violated := s.Violated(); violated != nil {
		t.Error(violated)
	}
	return killed
}
