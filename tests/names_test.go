//go:build linux

package tests

import (
	"strings"
	"testing"

	"background-sync-polyfill/tests/browser"
)

const ours = "background-sync-polyfill"

// hasRow checks that a database is as makeDatabase made it.
func hasRow(s *site, page browser.Page, name string, version int) {
	s.t.Helper()
	got := eval[map[string]any](s, page, `
		const {version} = (await indexedDB.databases()).find((database) => database.name === args);
		return {version, rows: String(await readAll(args, 'mine', 'getAll'))};`, name)
	if got["version"] != float64(version) || got["rows"] != "a row" {
		s.t.Errorf("the database %q is %v, want version %d and the app's row", name, got, version)
	}
}

// C64: an app keeps its outbox in a database called background-sync, as public apps do:
// whoever comes first, neither hears of the other.
func TestC64DatabaseNamedBackgroundSync(t *testing.T) {
	for name, version := range map[string]int{"version 1": 1, "version 2": 2} {
		t.Run(name, func(t *testing.T) {
			polyfilled(t, func(t *testing.T, s *site) {
				page := s.openBare("/?worker=none")
				s.must(page.Eval(s.ctx, `await makeDatabase('background-sync', args)`, version, nil))
				page = s.open("/")
				s.register(page, "outbox")
				s.arriveAs("outbox", false).succeed()
				s.awaitTags(page)
				hasRow(s, page, "background-sync", version)
			})
		})
	}
	t.Run("after the polyfill", func(t *testing.T) {
		polyfilled(t, func(t *testing.T, s *site) {
			page := s.open("/")
			s.register(page, "outbox")
			s.arriveAs("outbox", false).succeed()
			s.must(page.Eval(s.ctx, `await makeDatabase('background-sync', 1)`, nil, nil))
			hasRow(s, page, "background-sync", 1)
			s.awaitTags(page)
		})
	})
}

// C64: an app has a database of the polyfill's own name: register() names it, and the
// app's data stay, after unregister() too.
func TestC64DatabaseOfOurName(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		page := s.openBare("/?worker=none")
		s.must(page.Eval(s.ctx, `await makeDatabase(args, 2)`, ours, nil))
		page = s.open("/")
		s.rejectsWith(s.tryRegister(page, "outbox"), "UnknownError", "'"+ours+"'")
		hasRow(s, page, ours, 2)
		s.must(page.Eval(s.ctx, `await (await navigator.serviceWorker.getRegistration()).unregister()`, nil, nil))
		hasRow(s, page, ours, 2)
	})
}

// C64: an app has a database of the name under which the core is kept: the core is kept
// in Cache Storage alone.
func TestC64DatabaseOfTheCoresName(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		page := s.openBare("/?worker=none")
		s.must(page.Eval(s.ctx, `await makeDatabase(args, 1)`, ours+"-wasm", nil))
		page = s.open("/")
		s.must(s.browser.StopWorkers(s.ctx))
		s.goOffline(page)
		s.register(page, "outbox")
		s.goOnline()
		s.arriveAs("outbox", false).succeed()
		s.awaitTags(page)
		hasRow(s, page, ours+"-wasm", 1)
	})
}

// C70: databases of our names without any store are ours, and are made anew.
func TestC70EmptyDatabases(t *testing.T) {
	for name, version := range map[string]int{"version 1": 1, "version 7": 7} {
		t.Run(name, func(t *testing.T) {
			polyfilled(t, func(t *testing.T, s *site) {
				page := s.openBare("/?worker=none")
				s.must(page.Eval(s.ctx, `
					for (const name of args.names) (await done(indexedDB.open(name, args.version))).close();`,
					map[string]any{"names": []string{ours, ours + "-wasm"}, "version": version}, nil))
				page = s.open("/")
				s.register(page, "outbox")
				s.arriveAs("outbox", false).succeed()
				s.awaitTags(page)
				if kept := eval[[][]string](s, page, `return keptCores()`, nil); len(kept[0]) != 1 {
					t.Errorf("the cores %q are kept, want the one in IndexedDB, too", kept)
				}
			})
		})
	}
}

// C64: every name that the polyfill takes in the app's origin carries its own.
func TestC64NamesInTheOrigin(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		page := s.open("/")
		s.register(page, "outbox")
		event := s.arriveAs("outbox", false)
		taken := eval[[]string](s, page, `
			const {held, pending} = await navigator.locks.query();
			return [
				...(await indexedDB.databases()).map(({name}) => 'database ' + name),
				...(await caches.keys()).map((name) => 'cache ' + name),
				...(await (await caches.open('background-sync-polyfill-wasm')).keys()).map(({url}) => 'address ' + new URL(url).pathname.slice(1)),
				...[...held, ...pending].map(({name}) => 'lock ' + name),
			];`, nil)
		event.succeed()
		s.awaitTags(page)
		kinds := map[string]bool{}
		for _, name := range taken {
			kind, name, _ := strings.Cut(name, " ")
			kinds[kind] = true
			if !strings.HasPrefix(name, ours) {
				t.Errorf("the %s %q does not carry the polyfill's name", kind, name)
			}
		}
		for _, kind := range []string{"database", "cache", "address", "lock"} {
			if !kinds[kind] {
				t.Errorf("no %s was found, but there must be one: %q", kind, taken)
			}
		}
	})
}
