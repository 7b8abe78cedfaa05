package polyfill_test

import (
	"fmt"
	"testing"
	"testing/synctest"
)

// TestKilledAnywhere plays one story again and again, and in each the worker
// dies at another of its calls: before a transaction, or between its commit and
// the core's hearing of it (C50, C51).
func TestKilledAnywhere(t *testing.T) {
	story := []string{
		"online",
		"register outbox", "settle outbox fail", "advance 5m",
		"register outbox", "settle outbox fail", "settle outbox fail",
		"register outbox", "settle outbox ok",
		"register outbox", "advance 3m", "settle outbox ok",
		"offline", "advance 5m", "online", "settle outbox ok",
	}
	for calls, died := 0, true; died; calls++ {
		died = false // If the story fails, it is not played again.
		t.Run(fmt.Sprintf("after %d calls", calls), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				died = storyWithDeath(t, story, calls)
			})
		})
		if !died && calls < 20 {
			t.Errorf("the story has only %d calls", calls)
		}
	}
}

func storyWithDeath(t *testing.T, story []string, after int) (died bool) {
	s := newScenario(t, nil)
	defer s.end()
	s.obey("hold worker")
	for _, command := range story {
		if s.possible(command) {
			s.obey(command)
		}
		for ; !died && s.possible("next worker"); after-- {
			if died = after == 0; died {
				s.obey("restart")
			} else {
				s.obey("next worker")
			}
		}
	}
	s.obey("recover")
	if violated := s.monitor.first(); violated != nil {
		t.Error(violated)
	}
	return died
}
