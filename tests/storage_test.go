//go:build linux

package tests

import (
	"slices"
	"strings"
	"testing"

	"background-sync-polyfill/tests/browser"
	"background-sync-polyfill/tests/harness"
)

// hasRow checks that a database is as makeDatabase made it.
func hasRow(s *harness.Site, page browser.Page, name string, version int) {
	s.T.Helper()
	got := harness.FromPage[map[string]any](s, page, `
		const {version} = (await indexedDB.databases()).find((database) => database.name === args);
		return {version, rows: String(await readAll(args, 'mine', 'getAll'))};`, name)
	if got["version"] != float64(version) || got["rows"] != "a row" {
		s.T.Errorf("the database %q has %v, want version %d and the app's row", name, got, version)
	}
}

// C64: an app keeps its outbox in a database called background-sync, as public apps do.
// App and polyfill do not disturb each other, whichever comes first.
func TestC64DatabaseNamedBackgroundSync(t *testing.T) {
	for name, version := range map[string]int{"version 1": 1, "version 2": 2} {
		t.Run(name, func(t *testing.T) {
			harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
				page := s.OpenWithoutWaiting("/?worker=none")
				s.RunInPage(page, `await makeDatabase('background-sync', args)`, version)
				page = s.Open("/")
				s.RegisterAndComplete(page, "outbox")
				hasRow(s, page, "background-sync", version)
			})
		})
	}
	t.Run("after the polyfill", func(t *testing.T) {
		harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
			page := s.Open("/")
			s.Register(page, "outbox")
			s.NextEventOf("outbox").Succeed()
			s.RunInPage(page, `await makeDatabase('background-sync', 1)`, nil)
			hasRow(s, page, "background-sync", 1)
			s.AwaitNoTags(page)
		})
	})
}

// C64: an app has a database of the polyfill's name. register() rejects with an error that
// names the database, and the app's data stay, also after unregister().
func TestC64DatabaseOfThePolyfillsName(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		page := s.OpenWithoutWaiting("/?worker=none")
		s.RunInPage(page, `await makeDatabase(args, 2)`, harness.PolyfillName)
		page = s.Open("/")
		s.RejectsWith(s.TryRegister(page, "outbox"), "UnknownError", "'"+harness.PolyfillName+"'")
		hasRow(s, page, harness.PolyfillName, 2)
		s.Unregister(page)
		hasRow(s, page, harness.PolyfillName, 2)
	})
}

// C64: an app has a database of the name under which the core is kept. The core is kept in
// Cache Storage alone.
func TestC64DatabaseOfTheCoresName(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		page := s.OpenWithoutWaiting("/?worker=none")
		s.RunInPage(page, `await makeDatabase(args, 1)`, harness.PolyfillName+"-wasm")
		page = s.Open("/")
		s.StopWorkers()
		s.RegisterAndComplete(page, "outbox")
		s.HasDownloadedCore(1)
		hasRow(s, page, harness.PolyfillName+"-wasm", 1)
	})
}

// C64: every name that the polyfill uses in the app's origin begins with the polyfill's
// name.
func TestC64NamesInTheOrigin(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		s.Register(page, "outbox")
		event := s.NextEventOf("outbox")
		taken := harness.FromPage[[]string](s, page, `
			const {held, pending} = await navigator.locks.query();
			return [
				...(await indexedDB.databases()).map(({name}) => 'database ' + name),
				...(await caches.keys()).map((name) => 'cache ' + name),
				...(await (await caches.open('background-sync-polyfill-wasm')).keys()).map(({url}) => 'address ' + new URL(url).pathname.slice(1)),
				...[...held, ...pending].map(({name}) => 'lock ' + name),
			];`, nil)
		event.Succeed()
		s.AwaitNoTags(page)
		kinds := map[string]bool{}
		for _, name := range taken {
			kind, name, _ := strings.Cut(name, " ")
			kinds[kind] = true
			if !strings.HasPrefix(name, harness.PolyfillName) {
				t.Errorf("the %s %q does not begin with the polyfill's name", kind, name)
			}
		}
		for _, kind := range []string{"database", "cache", "address", "lock"} {
			if !kinds[kind] {
				t.Errorf("no %s is among %q, want at least one", kind, taken)
			}
		}
	})
}

// C64: a worker finds a database that a later release has made, because the app went back
// to an older release. The worker says so, and what is stored stays for the later release.
func TestC64WorkerOlderThanTheDatabase(t *testing.T) {
	withEachRelease(t, func(t *testing.T, s *harness.Site, version string) {
		serveReleased(s, version, pageFile, workerFile, harness.CoreFile)
		page := s.Open("/")
		s.RegisterOffline(page, "outbox")
		before := s.Stored(page)
		s.StartServer()
		s.StopWorkers() // The running worker has the database open.
		s.RunInPage(page, `
			const opening = indexedDB.open(args, 2);
			opening.onupgradeneeded = () => opening.result.createObjectStore('of a later release');
			(await done(opening)).close();`, harness.PolyfillName)
		s.RejectsWith(s.TryRegister(page, "another"), "UnknownError", "later release")
		s.GoOnline()
		s.AwaitOnLine(page, true)
		s.RejectsWith(s.TryRegister(page, "another"), "UnknownError", "'background-sync-polyfill'", "stores")
		if after := s.Stored(page); !slices.Equal(before, after) {
			t.Errorf("stored is %v, want %v as before", after, before)
		}
	})
}

// C65: one stored record is malformed. When the core reads it, it is set aside with the
// reason. The other tags are listed and fire, and registering the record's tag again
// works. Both tags were registered offline, and neither event waits for the other's end
// (C32). The store's tests have the other kinds of malformed records.
func TestC65MalformedRecord(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		s.GoOffline(page)
		for _, tag := range []string{"bad", "good"} {
			s.Register(page, tag)
		}
		s.RunInPage(page, `
			const all = await readAll(args, 'registrations', 'getAll');
			const record = all.find(({tag}) => tag === 'bad');
			record.numAttempts = 'three';
			await useStore(args, 'registrations', (store) => store.put(record));`, harness.PolyfillName)
		// getTags() reads the keys alone, so the core has not met the damage.
		s.HasTags(page, "bad", "good")
		s.Register(page, "bad")
		aside := harness.FromPage[[]struct {
			Reason string
			Record harness.StoredTag
		}](s, page, `
			const [{reason, record: {tag}}] = await readAll(args, 'setAside', 'getAll');
			return [{reason, record: {tag}}];`, harness.PolyfillName)
		if aside[0].Record.Tag != "bad" || !strings.Contains(aside[0].Reason, "numAttempts") {
			t.Errorf("set aside is %+v, want the record of tag bad with a reason that names numAttempts", aside[0])
		}
		s.GoOnline()
		s.CompleteInAnyOrder("bad", "good")
		s.AwaitNoTags(page)
	})
}

// C70: databases of the polyfill's names without any store are the polyfill's, which makes
// its stores in them.
func TestC70EmptyDatabases(t *testing.T) {
	for name, version := range map[string]int{"version 1": 1, "version 7": 7} {
		t.Run(name, func(t *testing.T) {
			harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
				page := s.OpenWithoutWaiting("/?worker=none")
				s.RunInPage(page, `
					for (const name of args.names) (await done(indexedDB.open(name, args.version))).close();`, map[string]any{"names": []string{harness.PolyfillName, harness.PolyfillName + "-wasm"}, "version": version})
				page = s.Open("/")
				s.RegisterAndComplete(page, "outbox")
				if inDatabase, _ := s.KeptCores(page); len(inDatabase) != 1 {
					t.Errorf("IndexedDB keeps the cores %q, want one", inDatabase)
				}
			})
		})
	}
}
