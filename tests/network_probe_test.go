//go:build linux

package tests

import (
	"net/http"
	"sync/atomic"
	"testing"

	"background-sync-polyfill/tests/harness"
)

// probeAnswer is the server's answer to requests of option connectivityProbe.
type probeAnswer struct {
	answer atomic.Int32
	asked  chan string
}

// newProbeAnswer makes the server answer /online with this status.
func newProbeAnswer(s *harness.Site, answer int) *probeAnswer {
	p := &probeAnswer{asked: make(chan string, 100)}
	p.answer.Store(int32(answer))
	s.Serve("/online", func(w http.ResponseWriter, r *http.Request) {
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
func (p *probeAnswer) wasAsked(s *harness.Site) {
	s.T.Helper()
	select {
	case method := <-p.asked:
		if method != http.MethodHead {
			s.T.Errorf("the probe was a %s, want HEAD", method)
		}
	case <-s.Ctx.Done():
		s.T.Fatal("no probe has come to the server")
	}
}

// C63: with option connectivityProbe the browser counts as online only when the app's
// server answers. A redirect, as from a portal, does not count.
func TestC63ProbeAddress(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		for _, notThere := range []int{http.StatusServiceUnavailable, http.StatusFound} {
			server := newProbeAnswer(s, notThere)
			s.Options = `{connectivityProbe: '/online'}`
			page := s.Open("/")
			before := s.Requests("/events")
			s.Register(page, "outbox")
			for range 3 {
				server.wasAsked(s)
				s.HasTags(page, "outbox")
				s.HideAndShow(page)
			}
			if n := s.Requests("/events") - before; n != 0 {
				t.Errorf("%d events came while the probe did not pass, want none", n)
			}
			server.answer.Store(http.StatusNoContent)
			s.HideAndShow(page)
			s.Complete(page, "outbox")
			s.Unregister(page)
		}
	})
}

// C63: with option connectivityProbe, a failure is not counted while the probe does not
// pass.
func TestC63FailedWithoutANetwork(t *testing.T) {
	harness.InParallel(t, harness.PolyfilledTargets(), func(t *testing.T, s *harness.Site) {
		server := newProbeAnswer(s, http.StatusNoContent)
		s.Options = `{connectivityProbe: '/online', maxAttempts: 2}`
		page := s.Open("/")
		s.Register(page, "outbox")
		event := s.NextEventOf("outbox")
		server.answer.Store(http.StatusServiceUnavailable)
		event.Fail()
		s.AwaitState(page, "pending")
		server.answer.Store(http.StatusNoContent)
		s.NextEventOf("outbox").Succeed() // Without a wake-up: the probe is made again.
		s.AwaitNoTags(page)
	})
}

// C63: option connectivityProbe can be a function. If it throws or rejects, the probe has
// not passed.
func TestC63ProbeFunction(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		s.Options = `{connectivityProbe() {
			self.asked = (self.asked ?? 0) + 1;
			if (asked === 1) throw new Error('not there');
			return asked === 2 ? new Promise((resolve, reject) => reject(new Error('not there'))) : Promise.resolve(asked > 3);
		}}`
		page := s.Open("/")
		s.Register(page, "outbox")
		for asked := 1; asked < 4; asked++ {
			s.RunInWorker(page, `while (!(self.asked >= args)) await new Promise((done) => setTimeout(done))`, asked)
			s.HasTags(page, "outbox")
			s.HideAndShow(page)
		}
		s.NextEventOf("outbox").Succeed()
		if asked := harness.FromWorker[int](s, page, `return asked`, nil); asked < 4 {
			t.Errorf("the event came after %d answers of the probe, want 4, since only the fourth is true", asked)
		}
		s.AwaitNoTags(page)
	})
}
