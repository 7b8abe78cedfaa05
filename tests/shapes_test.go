//go:build linux

package tests

import (
	"net/url"
	"slices"
	"testing"
)

// The shapes that an app may have, each through the main path: registered
// offline, fired once online.
func TestShapes(t *testing.T) {
	for _, shape := range []struct {
		name string
		path string
	}{
		{"a module worker", "/?type=module&worker=/module-worker.js"},
		{"a scope in a folder", "/app/?scope=/app/"},
		{"updateViaCache all", "/?updateViaCache=all"},
		{"updateViaCache imports", "/?updateViaCache=imports"},
		{"updateViaCache none", "/?updateViaCache=none"},
	} {
		t.Run(shape.name, func(t *testing.T) {
			everywhere(t, func(t *testing.T, s *site) {
				page := s.open(shape.path)
				s.goOffline(page)
				s.register(page, "outbox")
				s.goOnline()
				s.arriveAs("outbox", false).succeed()
				s.awaitTags(page)
			})
		})
	}
}

// C20: two registrations of one origin, the same tag in both.
func TestC20TwoScopes(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		one, two := s.open("/one/?scope=/one/"), s.open("/two/?scope=/two/")
		s.goOffline(one)
		s.register(one, "outbox")
		if got := s.tags(two); len(got) != 0 {
			t.Errorf("the other scope sees %q", got)
		}
		s.register(two, "outbox")
		s.goOnline()
		first, second := s.arriveAs("outbox", false), s.arriveAs("outbox", false)
		scopes := []string{first.Scope, second.Scope}
		slices.Sort(scopes)
		if want := []string{s.listener.Origin() + "/one/", s.listener.Origin() + "/two/"}; !slices.Equal(scopes, want) {
			t.Errorf("events came for the scopes %q, want %q", scopes, want)
		}
		first.succeed()
		second.succeed()
		s.awaitTags(one)
		s.awaitTags(two)
	})
}

// C56: any number of tabs: one event.
func TestC56FiveTabs(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		for range 5 {
			s.open("/")
		}
		s.goOffline(s.pages[0])
		for _, page := range s.pages {
			s.register(page, "outbox")
		}
		s.goOnline()
		s.arriveAs("outbox", false).succeed()
		for _, page := range s.pages {
			s.awaitTags(page)
		}
	})
}

// The app's `message` handlers never see us, also those that were there first.
func TestTheAppDoesNotSeeOurMessages(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		page := s.open("/?worker=/early-listener-worker.js")
		s.register(page, "outbox")
		s.arriveAs("outbox", false).succeed()
		s.awaitTags(page)
		seen := worker[[]any](s, page, `return seen.filter(({probe}) => probe === undefined)`, nil)
		if s.differs("invariant 7", len(seen) > 0) {
			return
		}
		if len(seen) > 0 {
			t.Errorf("the app's handlers saw %v", seen)
		}
	})
}

// A dedicated worker registers, in engines that give it a registration.
func TestDedicatedWorker(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		page := s.open("/")
		got := eval[string](s, page, `
			const dedicated = new Worker('/dedicated-worker.js');
			dedicated.postMessage('outbox');
			return new Promise((resolve) => (dedicated.onmessage = ({data}) => resolve(data)));`, nil)
		if s.differs("dedicated workers", got == "no registration here") {
			return
		}
		if got != "registered" {
			t.Fatal(got)
		}
		s.arriveAs("outbox", false).succeed()
		s.awaitTags(page)
	})
}

// A page that loads the polyfill can go into the back/forward cache if it can
// without, and works when it comes back.
func TestBackForwardCache(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		plain := newSite(t, s.target)
		plain.serve("/background-sync.js", emptyScript)
		want := comesBack(plain)
		if got := comesBack(s); got != want {
			t.Errorf("came back from the cache: %v, without the polyfill %v", got, want)
		}
		page := s.pages[0]
		s.register(page, "outbox")
		s.arriveAs("outbox", false).succeed()
		s.awaitTags(page)
	})
}

// comesBack goes away from a page and back, and reports whether it is the same
// page still. A page that has a request of IndexedDB's under way, or has just had
// one, is not cached in some engines; one that is never cached is kept out by
// something that lasts, which is what must not be ours.
func comesBack(s *site) bool {
	s.t.Helper()
	page := s.open("/")
	for range 5 {
		s.must(page.Eval(s.ctx, `globalThis.marked = true`, nil, nil))
		s.must(page.Navigate(s.ctx, s.listener.Origin()+"/away/?"+url.Values{"worker": {"none"}}.Encode()))
		s.must(page.Eval(s.ctx, `setTimeout(() => history.back())`, nil, nil))
		s.must(untilAt(s, page, "/"))
		if eval[bool](s, page, `await navigator.serviceWorker.ready; return Boolean(globalThis.marked)`, nil) {
			return true
		}
	}
	return false
}
