//go:build linux

package tests

import (
	"testing"
	"time"
)

const diskFull = `throw new DOMException('the disk is full', 'QuotaExceededError')`

// What a wake-up cannot store is tried again, without any other occasion: the
// outcome of an event, say, whose interruption is not counted (C14, C51).
func TestC14TriesAgain(t *testing.T) {
	together(t, polyfilledTargets(), func(t *testing.T, s *site) {
		page := s.open("/")
		s.register(page, "outbox")
		event := s.arriveAs("outbox", false)
		breakMethod(s, page, "IDBObjectStore", "put", diskFull)
		breakMethod(s, page, "IDBObjectStore", "delete", diskFull)
		watchTries(s, page)
		event.succeed()
		awaitTry(s, page)
		for range 20 {
			s.hasTags(page, "outbox") // Time for the worker and the page to wake each other.
		}
		if n := mendMethod(s, page); n > 3 {
			t.Errorf("%d times something was stored in vain, want once for the outcome, and a few for the wake-ups under way", n)
		}
		s.arriveAs("outbox", false).succeed()
		s.awaitTags(page)
	})
}

// A database that cannot be read is not taken for an empty one (C14).
func TestC14UnreadableDatabase(t *testing.T) {
	together(t, polyfilledTargets(), func(t *testing.T, s *site) {
		// The wait outlasts the probe's pass, so that the worker looks for tags anew.
		s.options = `{connectivityProbe: () => true, initialRetryDelay: 22000}`
		page := s.open("/")
		s.register(page, "outbox")
		s.arriveAs("outbox", false).fail()
		s.awaitState(page, "waiting")
		breakMethod(s, page, "IDBFactory", "open", `throw new DOMException('not now', 'UnknownError')`)
		watchTries(s, page)
		awaitTry(s, page)
		mendMethod(s, page)
		s.arriveAs("outbox", false).succeed()
		s.awaitTags(page)
	})
}

// A wake-up that ends well takes back no retry of a later one: there is no page
// that would wake the worker, whose script it does not load (C14).
func TestC14AnEarlierWakeUpEndsWell(t *testing.T) {
	together(t, polyfilledTargets(), func(t *testing.T, s *site) {
		s.serve("/background-sync.js", emptyScript)
		page := s.open("/")
		registerInWorker(s, page, "earlier")
		earlier := s.arriveAs("earlier", false)
		breakMethod(s, page, "IDBObjectStore", "put", `
			if (args[0].tag === 'later' && args[0].state === 'firing') `+diskFull+`;
			return original.apply(this, args);`)
		watchTries(s, page)
		registerInWorker(s, page, "later")
		awaitTry(s, page)
		mendMethod(s, page)
		earlier.succeed()
		for {
			// The worker is kept alive by hand.
			if got := worker[[]string](s, page, `return registration.sync.getTags()`, nil); len(got) == 0 {
				return
			}
			select {
			case later := <-s.arrivals:
				s.arrived = later.Tag == "later"
				later.succeed()
			case <-time.After(time.Second): // Firefox ends an idle worker after 30.
			}
		}
	})
}

// A page goes on waking a worker that has spoken once, whatever it does not answer
// meanwhile: it may have been busy, or the page suspended (C16).
func TestC16SilentOnce(t *testing.T) {
	together(t, polyfilledTargets(), func(t *testing.T, s *site) {
		page := s.open("/")
		s.must(page.Eval(s.ctx, `
			const {postMessage} = ServiceWorker.prototype;
			self.wakes = 0;
			ServiceWorker.prototype.postMessage = function (message, ...rest) {
				if (message.type === 'wake') wakes++;
				return postMessage.call(this, message, ...rest);
			};
			self.woken = async (times) => {
				const before = wakes;
				while (wakes < before + times) await new Promise((done) => setTimeout(done, 100));
			};`, nil, nil))
		s.register(page, "outbox")
		event := s.arriveAs("outbox", false)
		s.must(page.Eval(s.ctx, `while (wakes === 0) await new Promise((done) => setTimeout(done))`, nil, nil))
		breakMethod(s, page, "MessagePort", "postMessage", `if (!('ack' in args[0] || 'result' in args[0])) return original.apply(this, args)`)
		// One every 10 s: the second comes when the first has had no acknowledgement for as long.
		s.must(page.Eval(s.ctx, `await woken(4)`, nil, nil))
		if mendMethod(s, page) == 0 {
			t.Error("nothing was left unanswered")
		}
		s.must(page.Eval(s.ctx, `await woken(1)`, nil, nil))
		event.succeed()
		s.awaitTags(page)
	})
}
