//go:build linux

package tests

import (
	"net/http"
	"slices"
	"testing"
)

func emptyScript(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/javascript")
}

// C57: native support present and not overridden: no global but backgroundSyncPolyfill,
// no prototype and no storage is touched, and no wasm is loaded.
func TestC57NativeIsLeftAlone(t *testing.T) {
	const look = `
		const members = (object) => Reflect.ownKeys(object).map((key) => {
			const {value, get} = Object.getOwnPropertyDescriptor(object, key);
			const text = typeof (value ?? get) === 'function' ? String(value ?? get) : '';
			return String(key) + ' ' + text;
		});
		const all = [...Object.getOwnPropertyNames(globalThis)];
		for (const name of ['SyncManager', 'SyncEvent', 'ServiceWorkerRegistration', 'ExtendableEvent']) {
			if (name in globalThis) all.push(...members(globalThis[name].prototype).map((member) => name + '.' + member));
		}
		for (const {name} of await indexedDB.databases()) all.push('database ' + name);
		return all.sort();`
	native(t, func(t *testing.T, s *site) {
		plain := newSite(t, s.target)
		plain.serve("/background-sync.js", emptyScript)
		plain.serve("/background-sync-worker.js", emptyScript)
		plainPage, page := plain.open("/"), s.open("/")
		s.register(page, "outbox")
		s.arriveAs("outbox", false).succeed()
		s.awaitTags(page)

		for _, scope := range []struct {
			name        string
			plain, with []string
		}{
			{"page", eval[[]string](plain, plainPage, look, nil), eval[[]string](s, page, look, nil)},
			{"worker", worker[[]string](plain, plainPage, look, nil), worker[[]string](s, page, look, nil)},
		} {
			want := append(slices.Clone(scope.plain), "backgroundSyncPolyfill")
			slices.Sort(want)
			if !slices.Equal(scope.with, want) {
				t.Errorf("%s: with the polyfill\n%q, want\n%q", scope.name, scope.with, want)
			}
		}
		if n := s.requested("/background-sync.wasm"); n != 0 {
			t.Errorf("the core was downloaded %d times", n)
		}
	})
}
