//go:build linux

package tests

import (
	"os"
	"slices"
	"strings"
	"testing"

	"background-sync-polyfill/tests/harness"
)

// declarations are what an app may have at the top of a classic script, and what the
// script then sees by each name, natively and with the polyfill.
var declarations = []struct{ name, script, polyfill, manager, event string }{
	{"functions", `
		function backgroundSync() {}
		function backgroundSyncPolyfill() { return 'mine'; }
		function SyncManager() { return 'mine'; }
		function SyncEvent() { return 'mine'; }`,
		"mine", "mine", "mine"},
	{"vars", `var backgroundSync, backgroundSyncPolyfill, SyncManager, SyncEvent, onsync;`,
		"undefined", "SyncManager", "SyncEvent"},
	{"classes and constants", `
		const backgroundSync = () => {}, backgroundSyncPolyfill = () => 'mine', onsync = null;
		let SyncEvent = () => 'mine';
		class SyncManager { static mine; }`,
		"mine", "mine", "mine"},
}

// lookAround tells what the app's scripts see by each name, and whether registration.sync
// is a manager.
const lookAround = `
	const seen = (value) => {
		if (typeof value !== 'function') return String(value);
		if (Function.prototype.toString.call(value).includes('mine')) return 'mine';
		return value.name;
	};
	const {sync} = globalThis.registration ?? await navigator.serviceWorker.getRegistration();
	return [
		seen(backgroundSyncPolyfill),
		seen(SyncManager),
		typeof SyncEvent === 'undefined' ? 'none' : seen(SyncEvent),
		Object.prototype.toString.call(sync),
	];`

// C66: the worker's script has declarations that are hoisted before it loads the polyfill.
// The script installs, an event comes, and the app's globals are what they would be
// natively.
func TestC66DeclarationsInTheWorker(t *testing.T) {
	for _, test := range declarations {
		t.Run(test.name, func(t *testing.T) {
			harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
				s.Serve("/declarations.js", harness.JavaScript(`importScripts('/background-sync-worker.js');`+test.script))
				page := s.Open("/?worker=/declaring-worker.js")
				s.RegisterAndComplete(page, "outbox")
				want := []string{test.polyfill, test.manager, test.event, "[object SyncManager]"}
				if got := harness.FromWorker[[]string](s, page, lookAround, nil); !slices.Equal(got, want) {
					t.Errorf("the app sees %q by its names, want %q", got, want)
				}
			})
		})
	}
}

// C66: after the worker's script has loaded the polyfill, it declares constants by all the
// names that the polyfill takes from the browser.
func TestC66ConstantsOfTheBrowsersNames(t *testing.T) {
	list, err := os.ReadFile("../tools/globals.txt")
	if err != nil {
		t.Fatal(err)
	}
	names := strings.Join(strings.Fields(string(list)), ", ")
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		s.Serve("/declarations.js", harness.JavaScript(`
			importScripts('/background-sync-worker.js');
			const {`+names+`} = self;`))
		page := s.Open("/?worker=/declaring-worker.js")
		s.RegisterAndComplete(page, "outbox")
	})
}

// C66: before the polyfill's script runs, a page's script declares constants with values
// of its own by names of the browser.
func TestC66ConstantsInThePage(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		s.Serve("/constants.html", harness.HTML(`
			<script src="/native.js"></script>
			<script>const URL = 'https://api.example', caches = ['v1'], crypto = 1, Map = 2, MessageChannel = 3;</script>
			<script src="/background-sync.js"></script>
			<script src="/page.js"></script>`))
		page := s.Open("/constants.html")
		s.RegisterAndComplete(page, "outbox")
	})
}

// C66: a page's script has declarations before the polyfill's script, or after it.
func TestC66DeclarationsInThePage(t *testing.T) {
	for _, test := range declarations {
		for _, order := range []struct{ name, before, after string }{
			{"before", test.script, ""},
			{"after", "", test.script},
		} {
			t.Run(test.name+" "+order.name, func(t *testing.T) {
				harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
					s.Serve("/declaring.html", harness.HTML(`
						<script>const errors = []; addEventListener('error', ({message}) => errors.push(message));</script>
						<script src="/native.js"></script>
						<script>`+order.before+`</script>
						<script src="/background-sync.js"></script>
						<script>`+order.after+`</script>
						<script src="/page.js"></script>`))
					page := s.Open("/declaring.html")
					s.RegisterAndComplete(page, "outbox")
					if errors := harness.FromPage[[]string](s, page, `return errors`, nil); len(errors) > 0 {
						t.Errorf("the page has the uncaught errors %q, want none", errors)
					}
					polyfill, event := test.polyfill, test.event
					if order.name == "after" && test.name == "vars" {
						polyfill = "[object Object]"
					}
					if test.name == "vars" {
						// Pages have no SyncEvent.
						event = "none"
					}
					want := []string{polyfill, test.manager, event, "[object SyncManager]"}
					if got := harness.FromPage[[]string](s, page, lookAround, nil); !slices.Equal(got, want) {
						t.Errorf("the app sees %q by its names, want %q", got, want)
					}
				})
			})
		}
	}
}

// C66: what the polyfill replaces is frozen in the worker. The script installs, and an
// event comes if sync could be defined.
func TestC66FrozenInTheWorker(t *testing.T) {
	for _, test := range []struct {
		name, script string
		works        bool
	}{
		{"sync", `Object.freeze(ServiceWorkerRegistration.prototype);`, false},
		{"unregister", `Object.defineProperty(ServiceWorkerRegistration.prototype, 'unregister', {configurable: false, writable: false});`, true},
		{"waitUntil", `Object.freeze(ExtendableEvent.prototype);`, true},
		{"onsync", `Object.defineProperty(self, 'onsync', {value: () => {}, configurable: true});`, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
				s.Serve("/declarations.js", harness.JavaScript(`
					const warned = [];
					console.warn = (text) => void warned.push(text);
					`+test.script+`
					importScripts('/background-sync-worker.js');`))
				page := s.Open("/?worker=/declaring-worker.js")
				if !test.works {
					got := harness.FromWorker[[]string](s, page, `return ['sync' in registration, 'SyncManager' in self, 'SyncEvent' in self, 'onsync' in self, warned.length].map(String)`, nil)
					if want := []string{"false", "false", "false", "false", "1"}; !slices.Equal(got, want) {
						t.Errorf("the worker has sync, SyncManager, SyncEvent, onsync and so many warnings: %q, want %q", got, want)
					}
					return
				}
				s.RegisterAndComplete(page, "outbox")
			})
		})
	}
}

// C58, C66: native support refuses and is taken over, while the app has globals of its own
// by the names of the native classes.
func TestC66TakeOver(t *testing.T) {
	harness.InNativeTargets(t, func(t *testing.T, s *harness.Site) {
		s.Options = `{takeOverBroken: true}`
		s.Serve("/declarations.js", harness.JavaScript(`importScripts('/background-sync-worker.js');`+declarations[0].script))
		s.Serve("/declaring.html", harness.HTML(`
			<script src="/native.js"></script>
			<script src="/options.js"></script>
			<script>`+declarations[0].script+`</script>
			<script src="/background-sync.js"></script>
			<script src="/page.js"></script>`))
		page := s.Open("/declaring.html?worker=/declaring-worker.js")
		s.SetNativePermission("denied")
		s.Register(page, "outbox")
		s.NextEventOf("outbox").Succeed()
		s.RunInWorker(page, `await registration.sync.register('worker')`, nil)
		s.Complete(page, "worker")
	})
}

// C66: options may stand in a var of a classic script.
func TestC66OptionsInAVar(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		s.Serve("/declarations.js", harness.JavaScript(`
			var backgroundSyncPolyfillOptions = {disabled: true};
			importScripts('/background-sync-worker.js');`))
		page := s.Open("/?worker=/declaring-worker.js")
		s.Rejects(s.TryRegister(page, "outbox"), "NotAllowedError", "Permission denied.")
	})
}
