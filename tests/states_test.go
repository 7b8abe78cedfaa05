//go:build linux

package tests

import (
	"testing"
	"time"

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

// C32: two tags offline, then online: both fire, neither waits for the other.
func TestC32TwoTags(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		s.RegisterOffline(page, "one")
		s.Register(page, "two")
		s.GoOnline()
		first, second := s.NextEvent(), s.NextEvent()
		if first.Tag == second.Tag {
			t.Errorf("%q fired twice", first.Tag)
		}
		first.Succeed()
		second.Succeed()
		s.AwaitNoTags(page)
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

// C34: register the tag again while its event runs, which then succeeds or
// fails: it fires again at once, with all attempts before it.
func TestC34RegisterWhileFiring(t *testing.T) {
	for name, end := range map[string]func(*harness.Event){"succeeds": (*harness.Event).Succeed, "fails": (*harness.Event).Fail} {
		t.Run(name, func(t *testing.T) {
			harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
				page := s.Open("/")
				s.Register(page, "outbox")
				event := s.NextEventOf("outbox")
				s.Register(page, "outbox")
				end(event)
				s.Complete(page, "outbox")
			})
		})
	}
}

// C34: the same with an event that fails on its last chance.
func TestC34RegisterWhileFiringTheLastTime(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		s.Options = `{maxAttempts: 2, initialRetryDelay: 200}`
		page := s.Open("/")
		s.Register(page, "outbox")
		s.NextEventOf("outbox").Fail()
		event := s.LastChanceOf("outbox")
		s.Register(page, "outbox")
		event.Fail()
		s.NextEventOf("outbox").Fail()
		s.LastChanceOf("outbox").Succeed()
		s.AwaitNoTags(page)
	})
}

// C35: register again while waiting: it fires at once, attempts start over.
func TestC35RegisterWhileWaiting(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		s.Options = `{maxAttempts: 2}`
		page := s.Open("/")
		s.Register(page, "outbox")
		s.NextEventOf("outbox").Fail()
		s.AwaitState(page, "waiting")
		s.RegisterAndComplete(page, "outbox")
	})
}

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

// C38: the event fails because the network is lost: not counted, and the next
// change to online is the retry.
func TestC38FailedOffline(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		s.Options = `{maxAttempts: 2}`
		page := s.Open("/")
		s.Register(page, "outbox")
		event := s.NextEventOf("outbox")
		for range 2 {
			s.GoOffline(page)
			<-event.Gone
			s.AwaitState(page, "pending")
			s.GoOnline()
			event = s.NextEventOf("outbox")
		}
		event.Succeed()
		s.AwaitNoTags(page)
	})
}

// C38: the event fails a moment before the network is lost: the failure is taken
// back. When the browser says so in time depends on the machine, so after a loss that
// was late the next one is looked at.
func TestC38OfflineFollows(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		const explained = 10 * time.Second
		page := s.Open("/")
		for {
			s.Register(page, "outbox")
			s.NextEventOf("outbox").Fail()
			failed := time.Now()
			s.AwaitState(page, "waiting")
			s.GoOffline(page)
			// The worker may hear of it a second later than the page.
			if time.Since(failed) < explained-2*time.Second {
				break
			}
			s.GoOnline()
		}
		s.AwaitState(page, "pending")
		if got := s.Stored(page); got[0].NumAttempts != 0 {
			t.Errorf("%d attempts are counted, want none", got[0].NumAttempts)
		}
		s.ReconnectAndComplete(page, "outbox")
	})
}
