//go:build linux

package tests

import (
	"testing"
	"time"

	"background-sync-polyfill/tests/harness"
)

// C30: a tag that is registered online gets one event, with the right tag and lastChance.
// The tag is gone when waitUntil's promise fulfils.
func TestC30RegisterOnline(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		if got := harness.FromPage[string](s, page, `return String(await (await navigator.serviceWorker.getRegistration()).sync.register('outbox'))`, nil); got != "undefined" {
			t.Errorf("register() resolves with %s, want undefined", got)
		}
		event := s.NextEventOf("outbox")
		s.HasTags(page, "outbox")
		event.Succeed()
		s.AwaitNoTags(page)
	})
}

// C31: a tag that is registered offline is listed and gets no event. Once the browser is
// online, it gets one.
func TestC31RegisterOffline(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		s.RegisterOffline(page, "outbox")
		s.HasTags(page, "outbox")
		s.ReconnectAndComplete(page, "outbox")
	})
}

// C34: a tag is registered again while its event runs. When that event succeeds or fails,
// the tag fires again at once, with all its attempts before it.
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

// C34: a tag is registered again while its last chance runs, which then fails. The tag
// fires again, with all its attempts before it.
func TestC34RegisterDuringTheLastChance(t *testing.T) {
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

// C35: a tag that is registered again while it waits for its retry fires at once, with all
// its attempts before it.
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

// C36: waitUntil's promise rejects each time. Three events come, the last with lastChance,
// and then the tag is gone. The second delay is three times the first. The check sets
// short delays and demands that none is shorter; that the delays are exact is tested with
// the core.
func TestC36Retries(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		s.Options = `{initialRetryDelay: 700}` // The factor is 3 by default.
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
				t.Errorf("an event came %v after the failure before it, want at least %v", waited, event.delay)
			}
			failed = time.Now()
			arrived.Fail()
		}
		s.AwaitNoTags(page)
	})
}

// C38: the event fails because the network is lost. The failure is not counted, and the
// event comes again when the network is back.
func TestC38FailedOffline(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		s.Options = `{maxAttempts: 2}`
		page := s.Open("/")
		s.Register(page, "outbox")
		event := s.NextEventOf("outbox")
		s.GoOffline(page)
		<-event.Gone
		s.AwaitState(page, "pending")
		s.ReconnectAndComplete(page, "outbox") // If the failure had counted, this would be the last chance.
	})
}

// C38: the event fails a moment before the network is lost. The failure is taken back. On
// a slow machine the browser may notice the loss too late for that, so the check then
// tries again.
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
			// The worker may notice the loss a second later than the page.
			if time.Since(failed) < explained-2*time.Second {
				break
			}
			s.GoOnline()
		}
		s.AwaitState(page, "pending")
		if got := s.Stored(page); got[0].NumAttempts != 0 {
			t.Errorf("%d attempts are counted, want 0", got[0].NumAttempts)
		}
		s.ReconnectAndComplete(page, "outbox")
	})
}
