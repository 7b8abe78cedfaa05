//go:build linux

package tests

import "testing"

// C30: register while online: exactly one event, tag and lastChance right; the
// tag is gone once waitUntil fulfils.
func TestC30RegisterOnline(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		page := s.open("/")
		if got := eval[string](s, page, `return String(await (await navigator.serviceWorker.getRegistration()).sync.register('outbox'))`, nil); got != "undefined" {
			t.Errorf("register() resolves with %s, want undefined", got)
		}
		event := s.arriveAs("outbox", false)
		if got := s.tags(page); len(got) != 1 || got[0] != "outbox" {
			t.Errorf("while the event runs the tags are %q", got)
		}
		event.succeed()
		s.awaitTags(page)
	})
}

// C31: register while offline, then online: no event and the tag listed; then
// exactly one event.
func TestC31RegisterOffline(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		page := s.open("/")
		s.goOffline(page)
		s.register(page, "outbox")
		if got := s.tags(page); len(got) != 1 || got[0] != "outbox" {
			t.Errorf("offline the tags are %q", got)
		}
		s.goOnline()
		s.arriveAs("outbox", false).succeed()
		s.awaitTags(page)
	})
}

// C33: the same tag twice while pending: one event.
func TestC33RegisterTwice(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		page := s.open("/")
		s.goOffline(page)
		s.register(page, "outbox")
		s.register(page, "outbox")
		if got := s.tags(page); len(got) != 1 {
			t.Errorf("the tags are %q, want one", got)
		}
		s.goOnline()
		s.arriveAs("outbox", false).succeed()
		s.awaitTags(page)
	})
}
