//go:build linux

package tests

import (
	"testing"

	"background-sync-polyfill/tests/harness"
)

// C57: native support present and not overridden: no global but backgroundSyncPolyfill,
// and not that one if the app has it, no class, no prototype and no storage is touched,
// and no wasm is loaded.
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

// nativeIsLeftAlone compares a worker with these declarations, and its page, to those
// that have an empty script in the polyfill's place: in the worker these globals are added.
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
