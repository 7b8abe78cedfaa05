//go:build linux

package tests

import (
	"net/http"
	"slices"
	"testing"

	"background-sync-polyfill/tests/browser"
)

func emptyScript(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/javascript")
}

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
	native(t, func(t *testing.T, s *site) {
		plain := newSite(t, s.target)
		plain.servePlain()
		for _, site := range []*site{plain, s} {
			site.serve("/declarations.js", javaScript(`importScripts('/background-sync-worker.js');`+declarations))
		}
		plainPage, page := plain.open("/?worker=/declaring-worker.js"), s.open("/?worker=/declaring-worker.js")
		s.register(page, "outbox")
		s.arriveAs("outbox", false).succeed()
		s.awaitTags(page)
		s.addsOnly(page, plain, plainPage, []string{"backgroundSyncPolyfill"}, added)
	})
}

// servePlain serves empty scripts in the polyfill's place.
func (s *site) servePlain() {
	s.serve("/background-sync.js", emptyScript)
	s.serve("/background-sync-worker.js", emptyScript)
}

// addsOnly checks that the polyfill has added these globals to the page and to the worker
// of a site, that it has changed nothing else, and that it has not downloaded the core. A
// plain site, without the polyfill, tells what else there is.
func (s *site) addsOnly(page browser.Page, plain *site, plainPage browser.Page, toPage, toWorker []string) {
	s.t.Helper()
	const look = `
		const members = (object) => Reflect.ownKeys(object ?? {}).map((key) => {
			const {value, get} = Object.getOwnPropertyDescriptor(object, key);
			const text = typeof (value ?? get) === 'function' ? String(value ?? get) : '';
			return String(key) + ' ' + text;
		});
		const all = members(globalThis);
		const names = ['SyncManager', 'SyncEvent', 'ServiceWorkerRegistration', 'ExtendableEvent', 'Permissions', 'PermissionStatus'];
		for (const name of names) {
			for (const part of [globalThis[name], globalThis[name]?.prototype]) {
				all.push(...members(part).map((member) => name + '.' + member));
			}
		}
		for (const {name} of await indexedDB.databases()) all.push('database ' + name);
		return all.sort();`
	for _, scope := range []struct {
		name               string
		plain, with, added []string
	}{
		{"page", eval[[]string](plain, plainPage, look, nil), eval[[]string](s, page, look, nil), toPage},
		{"worker", worker[[]string](plain, plainPage, look, nil), worker[[]string](s, page, look, nil), toWorker},
	} {
		want := slices.Clone(scope.plain)
		for _, name := range scope.added {
			want = append(want, name+" ")
		}
		slices.Sort(want)
		if !slices.Equal(scope.with, want) {
			s.t.Errorf("%s: with the polyfill\n%q, want\n%q", scope.name, scope.with, want)
		}
	}
	if n := s.coresRequested(); n != 0 {
		s.t.Errorf("the core was downloaded %d times", n)
	}
}
