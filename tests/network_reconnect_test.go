//go:build linux

package tests

import (
	"testing"
	"time"

	"background-sync-polyfill/tests/browser"
	"background-sync-polyfill/tests/harness"
)

// withoutNetworkEvents is an options script. After it the worker gets no event of the network for
// which the JavaScript expression is true.
func withoutNetworkEvents(when string) string {
	return `
		const deaf = (event) => { if (` + when + `) event.stopImmediatePropagation(); };
		for (const type of ['online', 'offline']) addEventListener(type, deaf);
		navigator.connection?.addEventListener('change', deaf);`
}

// C31: the worker notices that the network is back, even if it gets no event of the loss,
// or no event at all.
func TestReconnectWithoutNetworkEvents(t *testing.T) {
	for what, when := range map[string]string{"no event of the loss": "!navigator.onLine", "no event at all": "true"} {
		t.Run(what, func(t *testing.T) {
			harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
				s.Serve("/background-sync.js", harness.EmptyScript)
				s.Serve("/options.js", harness.JavaScript(withoutNetworkEvents(when)))
				page := s.Open("/")
				s.GoOffline(page)
				s.RegisterInWorker(page, "outbox")
				s.GoOnline()
				s.NextEventOf("outbox").Succeed()
			})
		})
	}
}

// C31: a worker that starts offline, with a tag stored, notices that the network is back.
// No call is made to it in between.
func TestReconnectOfAWorkerStartedOffline(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		s.Serve("/background-sync.js", harness.EmptyScript)
		page := s.Open("/")
		s.GoOffline(page)
		s.RegisterInWorker(page, "outbox")
		before := harness.FromWorker[string](s, page, `return boot`, nil)
		s.StartServer() // WebKit loads the page anew.
		s.StopWorkers()
		if after := harness.FromWorker[string](s, page, `return boot`, nil); after == before {
			t.Fatal("the worker still runs, want a new one")
		}
		s.GoOnline()
		s.NextEventOf("outbox").Succeed()
	})
}

// A tag that was registered offline fires after the reconnect while the page is in the
// background.
func TestReconnectInTheBackground(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		s.RegisterOffline(page, "outbox")
		s.Must(page.Background(s.Ctx))
		s.ReconnectAndComplete(page, "outbox")
	})
}

// A tag fires after the reconnect without a page that could tell the worker. The worker
// gets an event itself: online, or in Chromium the connection's change. It needs no
// interval to look for it.
func TestReconnectHeardByTheWorker(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		s.Serve("/background-sync.js", harness.EmptyScript)
		s.Serve("/options.js", harness.JavaScript(`self.setInterval = () => 1;`))
		page := s.Open("/")
		s.GoOffline(page)
		s.RegisterInWorker(page, "outbox")
		s.GoOnline()
		s.NextEventOf("outbox").Succeed()
	})
}

// A tag fires after the reconnect while no page is open. If the engine has ended the
// worker before that, the event comes with the next visit.
func TestReconnectWithoutAPage(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		before := harness.FromWorker[string](s, page, `return boot`, nil)
		s.RegisterOffline(page, "outbox")
		s.Must(page.Close(s.Ctx))
		s.GoOnline()
		var event *harness.Event
		select {
		case event = <-s.Events:
		case <-time.After(15 * time.Second): // WebKit's workers live for 10 s without a page.
			page = s.Open("/")
			if harness.FromWorker[string](s, page, `return boot`, nil) == before {
				t.Fatalf("the worker was alive and no sync event has come; stored is %+v", s.Stored(page))
			}
			if !s.Differs("alive without a page", true) {
				t.Error("the engine has ended the worker before the browser was online")
			}
			event = s.NextEvent()
		}
		event.Succeed()
		s.CompleteAll(s.Open("/")) // If the worker ended before the answer, the event comes again.
	})
}

// C31: a worker starts more slowly than a page waits for its acknowledgement. The page
// still wakes it when the network is back. The worker itself gets no event of the network.
func TestReconnectOfAWorkerThatStartsSlowly(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		s.Serve("/options.js", harness.JavaScript(withoutNetworkEvents("true")+`
			self.setInterval = () => 1;
			if (registration.active) for (const begun = performance.now(); performance.now() - begun < 15_000; );`))
		page := s.Open("/")
		s.RegisterOffline(page, "outbox")
		s.StartServer() // WebKit loads the page anew.
		s.StopWorkers()
		begun := time.Now()
		s.HideAndShow(page)
		s.RunInWorker(page, ``, nil)
		if took := time.Since(begun); took < 10*time.Second {
			t.Fatalf("the worker started in %v, want more than the 10 s for which a page waits", took)
		}
		s.ReconnectAndComplete(page, "outbox")
	})
}

// A push wakes a worker that had ended, while no page could wake it. WebKit delivers no
// push to a test.
func TestPushWakesTheWorker(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		pusher, ok := s.Browser.(browser.Pusher)
		if s.Differs("push", !ok) {
			return
		}
		s.Serve("/background-sync.js", harness.EmptyScript)
		page := s.Open("/")
		s.GoOffline(page)
		s.RegisterInWorker(page, "outbox")
		s.StopWorkers()
		s.GoOnline()
		s.AwaitOnLine(page, true)
		s.Must(pusher.Push(s.Ctx, s.Origin()+"/"))
		s.NextEventOf("outbox").Succeed()
	})
}
