//go:build linux

package tests

import (
	"testing"
	"time"
)

// C32: two tags offline, then online: both fire, neither waits for the other.
func TestC32TwoTags(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		page := s.open("/")
		s.goOffline(page)
		s.register(page, "one")
		s.register(page, "two")
		s.goOnline()
		first, second := s.arrive(), s.arrive()
		if first.Tag == second.Tag {
			t.Errorf("%q fired twice", first.Tag)
		}
		first.succeed()
		second.succeed()
		s.awaitTags(page)
	})
}

// C34: register the tag again while its event runs, which then succeeds or
// fails: it fires again at once, with all attempts before it.
func TestC34RegisterWhileFiring(t *testing.T) {
	for name, end := range map[string]func(*arrival){"succeeds": (*arrival).succeed, "fails": (*arrival).fail} {
		t.Run(name, func(t *testing.T) {
			everywhere(t, func(t *testing.T, s *site) {
				page := s.open("/")
				s.register(page, "outbox")
				event := s.arriveAs("outbox", false)
				s.register(page, "outbox")
				end(event)
				s.arriveAs("outbox", false).succeed()
				s.awaitTags(page)
			})
		})
	}
}

// C34: the same with an event that fails on its last chance.
func TestC34RegisterWhileFiringTheLastTime(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		s.options = `{maxAttempts: 2, initialRetryDelay: 200}`
		page := s.open("/")
		s.register(page, "outbox")
		s.arriveAs("outbox", false).fail()
		event := s.arriveAs("outbox", true)
		s.register(page, "outbox")
		event.fail()
		s.arriveAs("outbox", false).fail()
		s.arriveAs("outbox", true).succeed()
		s.awaitTags(page)
	})
}

// C35: register again while waiting: it fires at once, attempts start over.
func TestC35RegisterWhileWaiting(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		s.options = `{maxAttempts: 2}`
		page := s.open("/")
		s.register(page, "outbox")
		s.arriveAs("outbox", false).fail()
		s.awaitState(page, "waiting")
		s.register(page, "outbox")
		s.arriveAs("outbox", false).succeed()
		s.awaitTags(page)
	})
}

// C38: the event fails because the network is lost: not counted, and the next
// change to online is the retry.
func TestC38FailedOffline(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		s.options = `{maxAttempts: 2}`
		page := s.open("/")
		s.register(page, "outbox")
		event := s.arriveAs("outbox", false)
		for range 2 {
			s.goOffline(page)
			<-event.gone
			s.awaitState(page, "pending")
			s.goOnline()
			event = s.arriveAs("outbox", false)
		}
		event.succeed()
		s.awaitTags(page)
	})
}

// C38: the event fails a moment before the network is lost: the failure is taken
// back. When the browser says so in time depends on the machine, so after a loss that
// was late the next one is looked at.
func TestC38OfflineFollows(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		const explained = 10 * time.Second
		page := s.open("/")
		for {
			s.register(page, "outbox")
			s.arriveAs("outbox", false).fail()
			failed := time.Now()
			s.awaitState(page, "waiting")
			s.goOffline(page)
			// The worker may hear of it a second later than the page.
			if time.Since(failed) < explained-2*time.Second {
				break
			}
			s.goOnline()
		}
		s.awaitState(page, "pending")
		if got := stored(s, page); got[0].NumAttempts != 0 {
			t.Errorf("%d attempts are counted, want none", got[0].NumAttempts)
		}
		s.goOnline()
		s.arriveAs("outbox", false).succeed()
		s.awaitTags(page)
	})
}

// C56: whoever holds the tag's lock, another version of the worker, say, keeps its
// event from firing, and it fires once the lock is free.
func TestC56LockedElsewhere(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		page := s.open("/")
		s.must(page.Eval(s.ctx, `
			const {scope} = await navigator.serviceWorker.getRegistration();
			await new Promise((locked) => {
				navigator.locks.request('background-sync-polyfill:' + scope + '\noutbox', () => {
					locked();
					return new Promise((release) => (self.release = release));
				});
			});`, nil, nil))
		s.register(page, "outbox")
		s.register(page, "other")
		s.arriveAs("other", false).succeed()
		s.awaitTags(page, "outbox")
		select {
		case <-s.arrivals:
			t.Error("the event came while somebody else held the tag's lock")
		default:
		}
		s.must(page.Eval(s.ctx, `release()`, nil, nil))
		s.arriveAs("outbox", false).succeed()
		s.awaitTags(page)
	})
}

// shortEvents makes an event fail after half a second. On a slow machine an event that is
// to succeed may fail so, too. Therefore there are more attempts than any check needs.
const shortEvents = `{maxEventDuration: 500, initialRetryDelay: 500, retryDelayFactor: 1, maxAttempts: 1000}`

// C43: an event runs longer than the limit: it counts as failed, a late outcome
// changes nothing, and the tag does not fire again while the old handler runs.
func TestC43EventLimit(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		s.options = shortEvents
		page := s.open("/")
		s.register(page, "outbox")
		event := s.arriveAs("outbox", false)
		s.awaitState(page, "waiting")
		<-time.After(2 * time.Second) // Four times the delay: the tag is long due.
		select {
		case <-s.arrivals:
			t.Error("the tag fired again while its old handler still ran")
		default:
		}
		event.succeed()
		s.arriveAs("outbox", false).succeed()
		s.succeedAll(page)
	})
}

// C43: the old handler never ends, and the browser ends the worker, which waits for the
// tag's lock: the page knows when to wake the next one. Nothing else tells it: the
// page is not loaded anew, but in WebKit.
func TestC43WorkerEndsWhileAHandlerHangs(t *testing.T) {
	together(t, polyfilledTargets(), func(t *testing.T, s *site) {
		s.ownBrowser()
		s.options = shortEvents
		page := s.open("/")
		s.must(page.Eval(s.ctx, `
			const channel = new BroadcastChannel('background-sync-polyfill:1:' + origin + '/');
			self.retryNamed = new Promise((resolve) => {
				channel.onmessage = ({data}) => data.wakeMeAt > Date.now() + 10_000 && resolve();
			});`, nil, nil))
		s.register(page, "outbox")
		hanging := s.arriveAs("outbox", false)
		s.must(page.Eval(s.ctx, `await retryNamed`, nil, nil))
		s.must(s.browser.StopWorkers(s.ctx))
		<-hanging.gone
		s.arriveAs("outbox", false).succeed()
		s.succeedAll(page)
	})
}
