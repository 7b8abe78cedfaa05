//go:build linux

package tests

import (
	"testing"

	"background-sync-polyfill/tests/harness"
)

// C30: register while online: exactly one event, tag and lastChance right; the
// tag is gone once waitUntil fulfils.
func TestC30RegisterOnline(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		if got := harness.FromPage[string](s, page, `return String(await (await navigator.serviceWorker.getRegistration()).sync.register('outbox'))`, nil); got != "undefined" {
			t.Errorf("register() resolves with %s, want undefined", got)
		}
		event := s.NextEventOf("outbox")
		if got := s.Tags(page); len(got) != 1 || got[0] != "outbox" {
			t.Errorf("while the event runs the tags are %q", got)
		}
		event.Succeed()
		s.AwaitNoTags(page)
	})
}

// C31: register while offline, then online: no event and the tag listed; then
// exactly one event.
func TestC31RegisterOffline(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		s.RegisterOffline(page, "outbox")
		if got := s.Tags(page); len(got) != 1 || got[0] != "outbox" {
			t.Errorf("offline the tags are %q", got)
		}
		s.ReconnectAndComplete(page, "outbox")
	})
}

// C33: the same tag twice while pending: one event.
func TestC33RegisterTwice(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		s.RegisterOffline(page, "outbox")
		s.Register(page, "outbox")
		if got := s.Tags(page); len(got) != 1 {
			t.Errorf("the tags are %q, want one", got)
		}
		s.ReconnectAndComplete(page, "outbox")
	})
}
