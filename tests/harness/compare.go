//go:build linux

package harness

import (
	"slices"

	"background-sync-polyfill/tests/browser"
)

// ServeWithoutPolyfill serves empty scripts in the place of the polyfill's.
func (s *Site) ServeWithoutPolyfill() {
	s.Serve("/background-sync.js", EmptyScript)
	s.Serve("/background-sync-worker.js", EmptyScript)
}

// AddsOnly checks that the polyfill has added these globals to the page and to the worker
// of a site, has changed nothing else there, and has not downloaded the core. Plain is a
// site without the polyfill, which tells what there is otherwise.
func (s *Site) AddsOnly(page browser.Page, plain *Site, plainPage browser.Page, toPage, toWorker []string) {
	s.T.Helper()
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
		{"page", FromPage[[]string](plain, plainPage, look, nil), FromPage[[]string](s, page, look, nil), toPage},
		{"worker", FromWorker[[]string](plain, plainPage, look, nil), FromWorker[[]string](s, page, look, nil), toWorker},
	} {
		want := slices.Clone(scope.plain)
		for _, name := range scope.added {
			want = append(want, name+" ")
		}
		slices.Sort(want)
		if !slices.Equal(scope.with, want) {
			s.T.Errorf("with the polyfill the %s has\n%q, want\n%q", scope.name, scope.with, want)
		}
	}
	s.HasDownloadedCore(0)
}
