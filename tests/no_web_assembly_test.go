//go:build linux

package tests

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"background-sync-polyfill/tests/browser"
	"background-sync-polyfill/tests/harness"
)

// C75: without WebAssembly the polyfill changes nothing in page and worker, keeps nothing,
// downloads nothing, and says why.
func TestC75NoWebAssembly(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		plain := harness.NewSite(t, s.Target)
		plain.ServeWithoutPolyfill()
		for _, site := range []*harness.Site{plain, s} {
			site.Serve("/native.js", func(w http.ResponseWriter, _ *http.Request) {
				site.ServeNative(w)
				site.ServeFixture(w, "delete-web-assembly.js")
			})
		}
		plainPage, page := plain.Open("/"), s.Open("/")
		added := []string{"backgroundSyncPolyfill"}
		s.AddsOnly(page, plain, plainPage, added, added)
		for scope, warned := range map[string][]string{
			"page":   harness.FromPage[[]string](s, page, `return warned`, nil),
			"worker": harness.FromWorker[[]string](s, page, `return warned`, nil),
		} {
			if len(warned) != 1 || !strings.Contains(warned[0], "WebAssembly") {
				t.Errorf("the console of the %s has %q", scope, warned)
			}
		}
	})
}

// C75: a Firefox whose WebAssembly is switched off, as Tor Browser does it.
func TestC75FirefoxWithoutWebAssembly(t *testing.T) {
	firefox := slices.DeleteFunc(harness.Targets(), func(t harness.Target) bool { return t.Name != "firefox" })
	harness.InTurn(t, firefox, func(t *testing.T, s *harness.Site) {
		s.Target.Engine = browser.Firefox{Preferences: `user_pref('javascript.options.wasm', false);`}
		s.UseOwnBrowser()
		page := s.Open("/")
		const look = `return [typeof WebAssembly, String('sync' in ServiceWorkerRegistration.prototype)];`
		want := []string{"undefined", "false"}
		if got := harness.FromPage[[]string](s, page, look, nil); !slices.Equal(got, want) {
			t.Errorf("page: %q, want %q", got, want)
		}
		if got := harness.FromWorker[[]string](s, page, look, nil); !slices.Equal(got, want) {
			t.Errorf("worker: %q, want %q", got, want)
		}
	})
}
