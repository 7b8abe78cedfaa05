//go:build linux

package tests

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"background-sync-polyfill/tests/browser"
)

// C75: without WebAssembly the polyfill changes nothing in page and worker, keeps nothing,
// downloads nothing, and says why.
func TestC75NoWebAssembly(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		plain := newSite(t, s.target)
		plain.servePlain()
		for _, site := range []*site{plain, s} {
			site.serve("/native.js", func(w http.ResponseWriter, _ *http.Request) {
				site.serveNative(w)
				site.serveFixture(w, "delete-web-assembly.js")
			})
		}
		plainPage, page := plain.open("/"), s.open("/")
		added := []string{"backgroundSyncPolyfill"}
		s.addsOnly(page, plain, plainPage, added, added)
		for scope, warned := range map[string][]string{
			"page":   eval[[]string](s, page, `return warned`, nil),
			"worker": worker[[]string](s, page, `return warned`, nil),
		} {
			if len(warned) != 1 || !strings.Contains(warned[0], "WebAssembly") {
				t.Errorf("the console of the %s has %q", scope, warned)
			}
		}
	})
}

// C75: a Firefox whose WebAssembly is switched off, as Tor Browser does it.
func TestC75FirefoxWithoutWebAssembly(t *testing.T) {
	firefox := slices.DeleteFunc(targets(), func(t target) bool { return t.name != "firefox" })
	oneByOne(t, firefox, func(t *testing.T, s *site) {
		s.target.engine = browser.Firefox{Preferences: `user_pref('javascript.options.wasm', false);`}
		s.ownBrowser()
		page := s.open("/")
		const look = `return [typeof WebAssembly, String('sync' in ServiceWorkerRegistration.prototype)];`
		want := []string{"undefined", "false"}
		if got := eval[[]string](s, page, look, nil); !slices.Equal(got, want) {
			t.Errorf("page: %q, want %q", got, want)
		}
		if got := worker[[]string](s, page, look, nil); !slices.Equal(got, want) {
			t.Errorf("worker: %q, want %q", got, want)
		}
	})
}
