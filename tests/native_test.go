//go:build linux

package tests

import (
	"net/http"
	"testing"

	"background-sync-polyfill/tests/harness"
)

// C57: native support is present and not overridden. The polyfill adds only the global
// backgroundSyncPolyfill, and not even that if the app has it. It touches no class,
// prototype or storage, and does not download the core.
func TestC57NativeIsLeftAlone(t *testing.T) {
	for _, test := range []struct {
		name, script string
		added        []string
	}{
		{"nothing declared", ``, []string{"backgroundSyncPolyfill"}},
		{"functions", `function backgroundSync() {} function backgroundSyncPolyfill() { return 'mine'; }
			function SyncManager() { return 'mine'; } function SyncEvent() { return 'mine'; } function onsync() {}`, nil},
		{"vars", `var backgroundSync, backgroundSyncPolyfill, SyncManager, SyncEvent, onsync;`, nil},
		{"classes", `const backgroundSync = 1; class SyncManager {} class SyncEvent {}`, []string{"backgroundSyncPolyfill"}},
	} {
		t.Run(test.name, func(t *testing.T) { nativeIsLeftAlone(t, test.script, test.added) })
	}
}

// nativeIsLeftAlone compares a page and a worker that has these declarations with those of
// a site without the polyfill. Only these globals may be added to the worker.
func nativeIsLeftAlone(t *testing.T, declarations string, added []string) {
	harness.InNativeTargets(t, func(t *testing.T, s *harness.Site) {
		plain := harness.NewSite(t, s.Target)
		plain.ServeWithoutPolyfill()
		for _, site := range []*harness.Site{plain, s} {
			site.Serve("/declarations.js", harness.JavaScript(`importScripts('/background-sync-worker.js');`+declarations))
		}
		plainPage, page := plain.Open("/?worker=/declaring-worker.js"), s.Open("/?worker=/declaring-worker.js")
		s.RegisterAndComplete(page, "outbox")
		s.AddsOnly(page, plain, plainPage, []string{"backgroundSyncPolyfill"}, added)
	})
}

// C62: native support arrives with an update of the browser. Tags that the polyfill has
// stored are registered natively, and stay stored until native support has accepted them.
func TestC62NativeSupportArrives(t *testing.T) {
	harness.InNativeTargets(t, func(t *testing.T, s *harness.Site) {
		s.Serve("/native.js", func(w http.ResponseWriter, _ *http.Request) { s.ServeFixture(w, "delete-native.js") })
		page := s.Open("/")
		s.RegisterOffline(page, "outbox")
		s.Register(page, "\u00e9\x00'")
		// Chromium never answers after a lone surrogate. That tag must hold up no other.
		s.RunInPage(page, `await (await navigator.serviceWorker.getRegistration()).sync.register('a\uD800')`, nil)
		s.StartServer()
		s.Serve("/native.js", harness.JavaScript(`
			const {register} = SyncManager.prototype;
			const asked = new Promise((resolve) => {
				SyncManager.prototype.register = function (tag) {
					const answer = register.call(this, tag);
					resolve(answer);
					return answer;
				};
			});`))
		s.UpdateInPlace(page)

		s.SetNativePermission("denied")
		s.Navigate(page, "/?denied")
		s.Rejects(page.Eval(s.Ctx, `await asked`, nil, nil), "NotAllowedError", "Permission denied.")
		if got := s.Stored(page); len(got) != 3 {
			t.Errorf("after the refusal %v are stored, want all three", got)
		}
		s.SetNativePermission("granted")
		s.Navigate(page, "/?granted")
		s.AwaitTags(page, "outbox", "\u00e9\x00'")
		for len(s.Stored(page)) > 1 {
			s.Must(s.Ctx.Err()) // Each record is removed a moment after its tag is registered natively.
		}
		s.GoOnline()
		s.CompleteInAnyOrder("outbox", "\u00e9\x00'")
		s.AwaitNoTags(page)
	})
}
