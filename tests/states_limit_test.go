//go:build linux

package tests

import (
	"testing"
	"time"

	"background-sync-polyfill/tests/harness"
)

// shortEvents are options that make an event fail after half a second. On a slow machine
// an event that should succeed may fail too, so there are more attempts than any check
// needs.
const shortEvents = `{maxEventDuration: 500, initialRetryDelay: 500, retryDelayFactor: 1, maxAttempts: 1000}`

// C43: an event runs longer than it may. It counts as failed, its late outcome changes
// nothing, and the tag does not fire again while the old handler runs.
func TestC43EventRunsTooLong(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		s.Options = shortEvents
		page := s.Open("/")
		s.Register(page, "outbox")
		event := s.NextEventOf("outbox")
		s.AwaitState(page, "waiting")
		<-time.After(2 * time.Second) // This is four times the delay, so the retry is due.
		s.NoEventHasCome("while the handler of the event before it still ran")
		event.Succeed()
		s.NextEventOf("outbox").Succeed()
		s.CompleteAll(page)
	})
}

// C43: the old handler never ends, and the browser ends the worker, which waits for the
// tag's lock. The page knows when to wake the next worker. Only WebKit loads the page
// anew, so nothing else tells the page.
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

// An event of 70 s completes while a page is open. No engine lets one message or an idle
// worker live that long.
func TestLongEventWithAPage(t *testing.T) {
	harness.InParallel(t, harness.PolyfilledTargets(), func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		s.Register(page, "outbox")
		event := s.NextEventOf("outbox")
		select {
		case <-time.After(70 * time.Second): // The event's length is the subject.
		case <-event.Gone:
			t.Fatal("the worker has ended during the event")
		}
		event.Succeed()
		s.AwaitNoTags(page)
	})
}

// When the page is closed, the engine interrupts the event. The interruption is not
// counted, and the event fires again at the next visit.
func TestLongEventWithoutAPage(t *testing.T) {
	harness.InParallel(t, harness.PolyfilledTargets(), func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		s.Register(page, "outbox")
		for range 2 {
			event := s.NextEventOf("outbox")
			s.Must(page.Close(s.Ctx))
			<-event.Gone
			page = s.Open("/")
		}
		s.Complete(page, "outbox")
	})
}
