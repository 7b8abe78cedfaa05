//go:build linux

package tests

import "testing"

// C50: the browser is killed at any moment after register() resolved: the tag
// is there after the restart.
func TestC50KilledAfterRegister(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		s.ownBrowser()
		page := s.open("/")
		s.goOffline(page)
		s.register(page, "outbox")
		s.must(s.listener.Start()) // The page is served, the browser stays offline.
		s.restart()
		page = s.open("/")
		if got := s.tags(page); len(got) != 1 || got[0] != "outbox" {
			t.Errorf("after the restart the tags are %q", got)
		}
		s.goOnline()
		s.arriveAs("outbox", false).succeed()
		s.awaitTags(page)
	})
}

// C51: the browser is killed during the event: it fires again, and the
// interrupted attempts are not counted: of three the third is no last chance.
func TestC51BrowserKilledInMidEvent(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		s.ownBrowser()
		s.register(s.open("/"), "outbox")
		for range 2 {
			event := s.arriveAs("outbox", false)
			s.restart()
			<-event.gone
			s.open("/")
		}
		s.arriveAs("outbox", false).succeed()
		s.awaitTags(s.pages[0])
	})
}

// C51: the worker is killed during the event, with a page open.
func TestC51WorkerKilledInMidEvent(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		page := s.open("/")
		s.register(page, "outbox")
		for range 2 {
			event := s.arriveAs("outbox", false)
			s.must(s.browser.StopWorkers(s.ctx))
			<-event.gone
		}
		s.arriveAs("outbox", false).succeed()
		s.awaitTags(page)
	})
}
