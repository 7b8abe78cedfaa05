//go:build linux

package tests

import (
	"net/http"
	"sync/atomic"
	"testing"

	"background-sync-polyfill/tests/browser"
)

// probed is a server's answer to option connectivityProbe.
type probed struct {
	answer atomic.Int32
	asked  chan string
}

func newProbed(s *site, answer int) *probed {
	p := &probed{asked: make(chan string, 100)}
	p.answer.Store(int32(answer))
	s.serve("/online", func(w http.ResponseWriter, r *http.Request) {
		answer := int(p.answer.Load())
		if answer == http.StatusFound {
			w.Header().Set("Location", "/portal/")
		}
		w.WriteHeader(answer)
		p.asked <- r.Method
	})
	return p
}

// wasAsked waits until the server has answered the next probe.
func (p *probed) wasAsked(s *site) {
	s.t.Helper()
	select {
	case method := <-p.asked:
		if method != http.MethodHead {
			s.t.Errorf("the probe was a %s, want HEAD", method)
		}
	case <-s.ctx.Done():
		s.t.Fatal("the probe was not asked for")
	}
}

// occasion wakes the worker: the page becomes visible.
func occasion(s *site, page browser.Page) {
	s.t.Helper()
	s.must(page.Background(s.ctx))
	s.must(page.Foreground(s.ctx))
}

// C63: option connectivityProbe: online is who gets an answer from the server, not
// who gets a portal's.
func TestC63Probe(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		for _, notThere := range []int{http.StatusServiceUnavailable, http.StatusFound} {
			server := newProbed(s, notThere)
			s.options = `{connectivityProbe: '/online'}`
			page := s.open("/")
			before := s.requested("/events")
			s.register(page, "outbox")
			for range 3 {
				server.wasAsked(s)
				s.hasTags(page, "outbox")
				occasion(s, page)
			}
			if n := s.requested("/events") - before; n != 0 {
				t.Errorf("%d events fired without a network", n)
			}
			server.answer.Store(http.StatusNoContent)
			occasion(s, page)
			s.arriveAs("outbox", false).succeed()
			s.awaitTags(page)
			s.must(page.Eval(s.ctx, `return (await navigator.serviceWorker.getRegistration()).unregister()`, nil, nil))
		}
	})
}

// C63: with option connectivityProbe, a failure that the network's absence
// explains is not counted.
func TestC63FailedWithoutANetwork(t *testing.T) {
	together(t, polyfilledTargets(), func(t *testing.T, s *site) {
		server := newProbed(s, http.StatusNoContent)
		s.options = `{connectivityProbe: '/online', maxAttempts: 2}`
		page := s.open("/")
		s.register(page, "outbox")
		event := s.arriveAs("outbox", false)
		server.answer.Store(http.StatusServiceUnavailable)
		event.fail()
		s.awaitState(page, "pending")
		server.answer.Store(http.StatusNoContent)
		s.arriveAs("outbox", false).succeed() // No occasion: the network is asked again.
		s.awaitTags(page)
	})
}

// C63: option connectivityProbe can be a function; one that fails is a network that
// is not there.
func TestC63ProbeFunction(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		s.options = `{connectivityProbe() {
			self.asked = (self.asked ?? 0) + 1;
			if (asked === 1) throw new Error('not there');
			return asked === 2 ? new Promise((resolve, reject) => reject(new Error('not there'))) : Promise.resolve(asked > 3);
		}}`
		page := s.open("/")
		s.register(page, "outbox")
		for asked := 1; asked < 4; asked++ {
			worker[any](s, page, `while (!(self.asked >= args)) await new Promise((done) => setTimeout(done))`, asked)
			s.hasTags(page, "outbox")
			occasion(s, page)
		}
		s.arriveAs("outbox", false).succeed()
		if asked := worker[int](s, page, `return asked`, nil); asked < 4 {
			t.Errorf("the event came after %d answers, and only the fourth was true", asked)
		}
		s.awaitTags(page)
	})
}
