//go:build linux && soak

package tests

import (
	"context"
	"flag"
	"math/rand/v2"
	"net/http"
	"testing"
	"time"

	"background-sync-polyfill/tests/browser"
	"background-sync-polyfill/tests/harness"
)

var (
	soakFor  = flag.Duration("soak-for", 10*time.Minute, "how long TestSoak goes on in each engine")
	soakSeed = flag.Uint64("soak-seed", 1, "what TestSoak chooses its steps by")
)

// TestSoak uses an app for as long as flag -soak-for says: tags are registered, the network goes
// and comes, handlers fail, pages come and go, the worker is updated and ended. No tag may be
// lost, and the polyfill's memory, timers and reads must not grow.
func TestSoak(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		k := newSoak(s)
		k.churn(*soakFor/2, k.steps())
		// The second half uses one worker for as long as the browser lets it live, so that growing memory shows.
		k.account.memory = nil
		k.churn(*soakFor/2, k.quietSteps())
		k.rest()
		k.report()
	})
}

// soak is one app under TestSoak.
type soak struct {
	*harness.Site
	rand *rand.Rand
	// page stays open all the time. visitors come and go.
	page     browser.Page
	visitors []browser.Page
	ledger   *ledger
	account  *soakAccount
	// done is how often each step was taken.
	done map[string]int
}

func newSoak(s *harness.Site) *soak {
	s.T.Helper()
	var cancel context.CancelFunc
	s.Ctx, cancel = context.WithTimeout(s.T.Context(), *soakFor+2*harness.Limit)
	s.T.Cleanup(cancel)
	// With so many attempts no tag is dropped, so each must succeed in the end.
	s.Options = `{initialRetryDelay: 300, retryDelayFactor: 1.5, maxAttempts: 1_000_000}`
	s.Serve("/native.js", func(w http.ResponseWriter, _ *http.Request) {
		s.ServeNative(w)
		s.ServeFixture(w, "soak/counts.js")
	})
	k := &soak{Site: s, rand: rand.New(rand.NewPCG(*soakSeed, 0)), done: map[string]int{}}
	k.ledger = newLedger(*soakSeed)
	go k.ledger.answerAll(s.Ctx, s.Events)
	k.page = s.Open("/")
	k.account = newSoakAccount()
	return k
}

// step is done again and again. A step with a higher weight is done more often.
type step struct {
	name   string
	weight int
	do     func()
}

// churn takes random steps for so long, and ends with no tag stored.
func (k *soak) churn(duration time.Duration, steps []step) {
	k.T.Helper()
	total := 0
	for _, step := range steps {
		total += step.weight
	}
	for end := time.Now().Add(duration); time.Now().Before(end); {
		k.ledger.release()
		chosen := k.rand.IntN(total)
		for _, step := range steps {
			if chosen -= step.weight; chosen < 0 {
				k.done[step.name]++
				k.T.Logf("%v %s", time.Now().Format("05.000"), step.name)
				step.do()
				break
			}
		}
		k.sample()
	}
	k.drain()
	k.sample()
}
