//go:build linux

package tests

import (
	"testing"
	"time"

	"background-sync-polyfill/tests/browser"
)

// An event of 70 s completes with a page open: longer than any engine lets one
// message live, or an idle worker.
func TestLongEventWithAPage(t *testing.T) {
	together(t, polyfilledTargets(), func(t *testing.T, s *site) {
		page := s.open("/")
		s.register(page, "outbox")
		event := s.arriveAs("outbox", false)
		select {
		case <-time.After(70 * time.Second): // The event's length is the subject.
		case <-event.gone:
			t.Fatal("the worker was stopped in mid-event")
		}
		event.succeed()
		s.awaitTags(page)
	})
}

// With the page closed, an event is interrupted where the engine does so; that
// is not counted, and it fires again at the next visit.
func TestLongEventWithoutAPage(t *testing.T) {
	together(t, polyfilledTargets(), func(t *testing.T, s *site) {
		page := s.open("/")
		s.register(page, "outbox")
		for range 2 {
			event := s.arriveAs("outbox", false)
			s.must(page.Close(s.ctx))
			<-event.gone
			page = s.open("/")
		}
		s.arriveAs("outbox", false).succeed()
		s.awaitTags(page)
	})
}

// A tag registered offline fires after the reconnect with the page in the
// background.
func TestReconnectInTheBackground(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		page := s.open("/")
		s.goOffline(page)
		s.register(page, "outbox")
		s.must(page.Background(s.ctx))
		s.goOnline()
		s.arriveAs("outbox", false).succeed()
		s.awaitTags(page)
	})
}

// The same with no page that could tell the worker: it hears of the network
// itself, by its online event or, in Chromium, its connection's change, and needs
// no interval to look for it.
func TestReconnectHeardByTheWorker(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		s.serve("/background-sync.js", emptyScript)
		s.serve("/options.js", javaScript(`self.setInterval = () => 1;`))
		page := s.open("/")
		s.goOffline(page)
		registerInWorker(s, page, "outbox")
		s.goOnline()
		s.arriveAs("outbox", false).succeed()
	})
}

// The same with the page closed. An engine may end the worker before it hears;
// then the event comes with the next visit.
func TestReconnectWithoutAPage(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		page := s.open("/")
		before := worker[string](s, page, `return boot`, nil)
		s.goOffline(page)
		s.register(page, "outbox")
		s.must(page.Close(s.ctx))
		s.goOnline()
		var event *arrival
		select {
		case event = <-s.arrivals:
		case <-time.After(15 * time.Second): // WebKit's workers live 10 s without a page.
			page = s.open("/")
			if worker[string](s, page, `return boot`, nil) == before {
				t.Fatalf("the worker was alive, and no sync event came; stored: %+v", stored(s, page))
			}
			if !s.differs("alive without a page", true) {
				t.Error("the worker was ended before it was online")
			}
			event = s.arrive()
		}
		event.succeed()
		s.succeedAll(s.open("/")) // If the worker ended before the answer, the event comes again.
	})
}

// A worker that starts more slowly than a page waits for its acknowledgement does not
// make the page give it up: the page wakes it when the network is back. The worker
// itself hears nothing of the network (C31).
func TestSlowStart(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		s.serve("/options.js", javaScript(deafened("true")+`
			self.setInterval = () => 1;
			if (registration.active) for (const begun = performance.now(); performance.now() - begun < 15_000; );`))
		page := s.open("/")
		s.goOffline(page)
		s.register(page, "outbox")
		s.must(s.listener.Start()) // WebKit loads the page anew; the browser stays offline.
		s.must(s.browser.StopWorkers(s.ctx))
		begun := time.Now()
		occasion(s, page)
		worker[any](s, page, ``, nil)
		if took := time.Since(begun); took < 10*time.Second {
			t.Fatalf("the worker started in %v, which the page waits for", took)
		}
		s.goOnline()
		s.arriveAs("outbox", false).succeed()
		s.awaitTags(page)
	})
}

// With no page that tells the worker, and no worker that could hear, a push is an
// occasion. Nothing can make WebKit deliver one.
func TestPushIsAnOccasion(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		pusher, ok := s.browser.(browser.Pusher)
		if s.differs("push", !ok) {
			return
		}
		s.serve("/background-sync.js", emptyScript)
		page := s.open("/")
		s.goOffline(page)
		registerInWorker(s, page, "outbox")
		s.must(s.browser.StopWorkers(s.ctx))
		s.goOnline()
		s.awaitOnLine(page, true)
		s.must(pusher.Push(s.ctx, s.listener.Origin()+"/"))
		s.arriveAs("outbox", false).succeed()
	})
}

// C52: a restart before the delay is over: the rest of the wait is kept.
func TestC52RestartBeforeTheDelayIsOver(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		const delay = 8 * time.Second
		s.options = `{initialRetryDelay: 8000}`
		s.ownBrowser()
		page := s.open("/")
		s.register(page, "outbox")
		event := s.arriveAs("outbox", false)
		failing := time.Now()
		event.fail()
		s.awaitState(page, "waiting")
		s.restart()
		page = s.open("/")
		s.arriveAs("outbox", false).succeed()
		if waited := time.Since(failing); waited < delay {
			t.Errorf("the retry came after %v, before its delay was over", waited)
		}
		s.awaitTags(page)
	})
}

// C52: a restart after the delay is over: it fires at the next occasion.
func TestC52RestartAfterTheDelayIsOver(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		const delay = 5 * time.Second
		s.options = `{initialRetryDelay: 5000}`
		s.ownBrowser()
		page := s.open("/")
		s.register(page, "outbox")
		s.arriveAs("outbox", false).fail()
		s.awaitState(page, "waiting")
		s.must(s.browser.Kill())
		<-time.After(delay) // The delay is the subject.
		s.startBrowser()
		page = s.open("/")
		s.arriveAs("outbox", false).succeed()
		s.awaitTags(page)
	})
}
