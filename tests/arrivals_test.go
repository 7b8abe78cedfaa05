//go:build linux

package tests

import (
	"slices"

	"background-sync-polyfill/tests/browser"
)

// arrive waits for the next sync event.
func (s *site) arrive() *arrival {
	s.t.Helper()
	select {
	case arrived := <-s.arrivals:
		s.arrived = true
		return arrived
	case <-s.ctx.Done():
		s.t.Fatal("no sync event came")
		return nil
	}
}

// arriveAs waits for the next sync event and checks what it says.
func (s *site) arriveAs(tag string, lastChance bool) *arrival {
	s.t.Helper()
	arrived := s.arrive()
	if arrived.Tag != tag || arrived.LastChance != lastChance {
		s.t.Fatalf("a sync event {tag: %q, lastChance: %v}, want {tag: %q, lastChance: %v}",
			arrived.Tag, arrived.LastChance, tag, lastChance)
	}
	return arrived
}

// arriveInAnyOrder waits for one event of each tag, and lets it succeed.
func (s *site) arriveInAnyOrder(want ...string) {
	s.t.Helper()
	var got []string
	for range want {
		event := s.arrive()
		got = append(got, event.Tag)
		event.succeed()
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		s.t.Errorf("events of %q came, want %q", got, want)
	}
}

// succeedAll lets every event succeed that still comes, until the page sees no tag. It is
// for events with a short limit, and for those whose worker may end: on a slow machine
// they come again.
func (s *site) succeedAll(page browser.Page) {
	s.t.Helper()
	for len(s.tags(page)) > 0 {
		select {
		case event := <-s.arrivals:
			event.succeed()
		default:
		}
		s.must(s.ctx.Err())
	}
}
