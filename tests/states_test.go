//go:build linux

package tests

import (
	"testing"
	"time"

	"background-sync-polyfill/tests/harness"
)

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

// C56: whoever holds the tag's lock, another version of the worker, say, keeps its
// event from firing, and it fires once the lock is free.
func TestC56LockedElsewhere(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		s.RunInPage(page, `
			const {scope} = await navigator.serviceWorker.getRegistration();
			await new Promise((locked) => {
				navigator.locks.request('background-sync-polyfill:' + scope + '\noutbox', () => {
					locked();
					return new Promise((release) => (self.release = release));
				});
			});`, nil)
		s.Register(page, "outbox")
		s.Register(page, "other")
		s.NextEventOf("other").Succeed()
		s.AwaitTags(page, "outbox")
		s.NoEventHasCome("while the page held the tag's lock")
		s.RunInPage(page, `release()`, nil)
		s.Complete(page, "outbox")
	})
}

// shortEvents makes an event fail after half a second. On a slow machine an event that is
// to succeed may fail so, too. Therefore there are more attempts than any check needs.
const shortEvents = `{maxEventDuration: 500, initialRetryDelay: 500, retryDelayFactor: 1, maxAttempts: 1000}`

// C43: an event runs longer than the limit: it counts as failed, a late outcome
// changes nothing, and the tag does not fire again while the old handler runs.
func TestC43EventLimit(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		s.Options = shortEvents
		page := s.Open("/")
		s.Register(page, "outbox")
		event := s.NextEventOf("outbox")
		s.AwaitState(page, "waiting")
		<-time.After(2 * time.Second) // Four times the delay: the tag is long due.
		s.NoEventHasCome("while the handler of the event before it still ran")
		event.Succeed()
		s.NextEventOf("outbox").Succeed()
		s.CompleteAll(page)
	})
}

// C43: the old handler never ends, and the browser ends the worker, which waits for the
// tag's lock: the page knows when to wake the next one. Nothing else tells it: the
// page is not loaded anew, but in WebKit.
func TestC43WorkerEndsWhileAHandlerHangs(t *testing.T) {
	harness.InParallel(t, harness.PolyfilledTargets(), func(t *testing.T, s *harness.Site) {
		s.UseOwnBrowser()
		s.Options = shortEvents
		page := s.Open("/")
		s.RunInPage(page, `
			const channel = new BroadcastChannel('background-sync-polyfill:1:' + origin + '/');
			self.retryNamed = new Promise((resolve) => {
				channel.onmessage = ({data}) => data.wakeMeAt > Date.now() + 10_000 && resolve();
			});`, nil)
		s.Register(page, "outbox")
		hanging := s.NextEventOf("outbox")
		s.RunInPage(page, `await retryNamed`, nil)
		s.StopWorkers()
		<-hanging.Gone
		s.NextEventOf("outbox").Succeed()
		s.CompleteAll(page)
	})
}
