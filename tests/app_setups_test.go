//go:build linux

package tests

import (
	"net/url"
	"testing"

	"background-sync-polyfill/tests/harness"
)

// Apps with other set-ups: a tag is registered, and its event comes.
func TestAppSetups(t *testing.T) {
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
			harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
				page := s.Open(shape.path)
				s.RegisterAndComplete(page, "outbox")
			})
		})
	}
}

// A dedicated worker can register a tag, in engines that give it a registration.
func TestDedicatedWorker(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		got := harness.FromPage[string](s, page, `
			const dedicated = new Worker('/dedicated-worker.js');
			dedicated.postMessage('outbox');
			return new Promise((resolve) => (dedicated.onmessage = ({data}) => resolve(data)));`, nil)
		if s.Differs("dedicated workers", got == "no registration here") {
			return
		}
		if got != "registered" {
			t.Fatalf("the dedicated worker says %q, want registered", got)
		}
		s.Complete(page, "outbox")
	})
}

// The app's `message` listeners see no message of the polyfill, even if they were added
// before the polyfill's.
func TestTheAppSeesNoMessageOfThePolyfill(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/?worker=/early-listener-worker.js")
		s.RegisterAndComplete(page, "outbox")
		seen := harness.FromWorker[[]any](s, page, `return seen.filter(({probe}) => probe === undefined)`, nil)
		if s.Differs("the app's listeners see the polyfill's messages", len(seen) > 0) {
			return
		}
		if len(seen) > 0 {
			t.Errorf("the app's listeners have seen %v, want nothing", seen)
		}
	})
}

// A page that loads the polyfill goes into the back/forward cache if it would without the
// polyfill, and works when it comes back.
func TestBackForwardCache(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		plain := harness.NewSite(t, s.Target)
		plain.Serve("/background-sync.js", harness.EmptyScript)
		want := comesBack(plain)
		if got := comesBack(s); got != want {
			t.Errorf("the page came back from the cache: %v, want %v as without the polyfill", got, want)
		}
		page := s.Pages[0]
		s.RegisterAndComplete(page, "outbox")
	})
}

// comesBack leaves a page and goes back, and reports whether the page came from the cache.
// Some engines do not cache a page during and shortly after a request of IndexedDB, so it
// tries several times. The polyfill must cause nothing that always keeps a page out of the
// cache.
func comesBack(s *harness.Site) bool {
	s.T.Helper()
	page := s.Open("/")
	for range 5 {
		s.RunInPage(page, `globalThis.marked = true`, nil)
		s.Navigate(page, "/away/?"+url.Values{"worker": {"none"}}.Encode())
		s.RunInPage(page, `setTimeout(() => history.back())`, nil)
		s.AwaitPath(page, "/")
		if harness.FromPage[bool](s, page, `await navigator.serviceWorker.ready; return Boolean(globalThis.marked)`, nil) {
			return true
		}
	}
	return false
}
