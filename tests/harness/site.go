//go:build linux

package harness

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"background-sync-polyfill/tests/browser"
	"background-sync-polyfill/tests/network"
)

// Site is an app at an origin of its own, in one browser. Its methods fail the check when
// what they do fails or takes longer than [Limit].
type Site struct {
	*App
	T *testing.T
	// Ctx ends with the check, or when the check has taken [Limit].
	Ctx     context.Context
	Target  Target
	Browser browser.Browser
	// Pages are all pages that were opened.
	Pages []browser.Page
	// Offline tells whether the browser's network is down.
	Offline bool

	listener *network.Listener
	profile  string
	// arrived tells whether a sync event has come.
	arrived bool
}

// NewSite makes an app at a new origin, and closes its pages when the check ends.
func NewSite(t *testing.T, target Target) *Site {
	t.Helper()
	s := &Site{App: newApp(!target.Native), T: t, Target: target}
	var cancel context.CancelFunc
	s.Ctx, cancel = context.WithTimeout(t.Context(), Limit)
	var err error
	s.listener, err = network.Listen(s.App)
	s.Must(err)
	s.Browser = sharedBrowser(t, target.Engine)
	t.Cleanup(func() {
		defer cancel()
		s.leave()
	})
	return s
}

// leave closes the pages, and checks what holds for every check: each sync event that came
// was expected, and nothing was uncaught in the worker.
func (s *Site) leave() {
	ctx, cancel := context.WithTimeout(context.Background(), Limit)
	defer cancel()
	if s.Offline {
		s.GoOnline()
		// When Chromium hears of the network, it cuts off what it is loading. That could be the
		// next check's page.
		for _, page := range s.Pages {
			_ = page.Eval(ctx, `while (!navigator.onLine) await new Promise((done) => setTimeout(done, 10));`, nil, nil)
		}
	}
	for _, page := range s.Pages {
		// An event that is on its way arrives before the worker has answered this call.
		if s.arrived {
			_ = page.Eval(ctx, `
				for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.sync.getTags();`, nil, nil)
		}
		_ = page.Close(ctx)
	}
	_ = s.listener.Stop()
	s.NoEventHasCome("that the check does not expect")
	if uncaught := s.uncaught(); len(uncaught) > 0 {
		s.T.Errorf("uncaught in the worker: %q", uncaught)
	}
}

// Must ends the check if there is an error.
func (s *Site) Must(err error) {
	s.T.Helper()
	if err != nil {
		s.T.Fatal(err)
	}
}

// Rejects checks that a script rejected with this name and exactly this message. Only
// messages that Chromium has word for word are compared so.
func (s *Site) Rejects(err error, name, message string) {
	s.T.Helper()
	if thrown := s.thrown(err, name); thrown.Message != message {
		s.T.Errorf("rejected with the message\n%q, want\n%q", thrown.Message, message)
	}
}

// RejectsWith checks that a script rejected with this name and a message that contains
// each of the facts.
func (s *Site) RejectsWith(err error, name string, facts ...string) {
	s.T.Helper()
	if thrown := s.thrown(err, name); !ContainsAll(thrown.Message, facts) {
		s.T.Errorf("rejected with the message\n%q, want one that contains each of\n%q", thrown.Message, facts)
	}
}

// thrown returns what a script threw, which must have this name.
func (s *Site) thrown(err error, name string) *browser.ScriptError {
	s.T.Helper()
	var thrown *browser.ScriptError
	if !errors.As(err, &thrown) {
		s.T.Fatalf("got %v, want a rejection with %s", err, name)
	}
	if thrown.Name != name {
		s.T.Errorf("rejected with %s: %s, want %s", thrown.Name, thrown.Message, name)
	}
	return thrown
}

// ContainsAll reports whether the text contains each of the facts.
func ContainsAll(text string, facts []string) bool {
	return !slices.ContainsFunc(facts, func(fact string) bool { return !strings.Contains(text, fact) })
}
