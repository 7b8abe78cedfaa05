//go:build linux

package tests

import (
	"io"
	"net/http"
	"testing"

	"background-sync-polyfill/tests/browser"
	"background-sync-polyfill/tests/harness"
)

// C54: a registration is unregistered. Its tags are gone, no event comes, and the other
// registration is unharmed. A later registration of the scope starts empty.
func TestC54Unregister(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page, other := s.Open("/one/?scope=/one/"), s.Open("/two/?scope=/two/")
		s.RegisterOffline(page, "outbox")
		s.Register(other, "kept")
		s.Unregister(page)
		s.ReconnectAndComplete(other, "kept")
		s.Navigate(page, "/one/?scope=/one/")
		s.RunInPage(page, `await navigator.serviceWorker.ready`, nil)
		s.HasTags(page)
		s.RegisterAndComplete(page, "new")
	})
}

// C54: a registration has ended where the polyfill could not see it. A later registration
// of the scope starts empty.
func TestC54UnregisteredUnseen(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		s.Serve("/native.js", func(w http.ResponseWriter, _ *http.Request) {
			s.ServeNative(w)
			io.WriteString(w, `self.unseen = ServiceWorkerRegistration.prototype.unregister;`)
		})
		page := s.Open("/one/?scope=/one/")
		s.RegisterOffline(page, "outbox")
		s.RunInPage(page, `
			const registration = await navigator.serviceWorker.getRegistration();
			if (!await unseen.call(registration)) throw new Error('not unregistered');`, nil)
		if got := s.Stored(page); len(got) != 1 {
			t.Fatalf("stored is %v, want the one tag, since its removal has not begun", got)
		}
		s.StartServer()
		s.Navigate(page, "/one/?scope=/one/")
		s.RunInPage(page, `await navigator.serviceWorker.ready`, nil)
		s.HasTags(page)
	})
}

// C54: unregister() removes the scope's copies of the core, and no others.
func TestC54UnregisterTakesTheCore(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		page, other := s.Open("/one/?scope=/one/"), s.Open("/two/?scope=/two/")
		for i, page := range []browser.Page{page, other} {
			left := 1 - i
			// Without its time limit unregister() waits until all is removed, however slow the storage is.
			s.RunInPage(page, harness.WithoutTimers(t, "REMOVAL_TIMEOUT")+`
				await (await navigator.serviceWorker.getRegistration()).unregister();`, nil)
			if inDatabase, inCache := s.KeptCores(page); len(inDatabase) != left || len(inCache) != left {
				t.Errorf("IndexedDB keeps the cores %q and the cache %q, want %d in each", inDatabase, inCache, left)
			}
		}
	})
}

// C54: a page outside the scope unregisters workers that still install. Neither
// unregister() nor the calls after it wait for what the polyfill stores.
func TestC54UnregisteredWhileInstalling(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		page := s.OpenWithoutWaiting("/?worker=none")
		s.RunInPage(page, `
			const register = () => navigator.serviceWorker.register('/worker.js', {scope: '/one/'});
			for (let i = 0; i < 4; i++) await (await register()).unregister();
			await register();`, nil)
		s.Navigate(page, "/one/?scope=/one/")
		s.RunInPage(page, `await navigator.serviceWorker.ready`, nil)
		s.RegisterAndComplete(page, "outbox")
	})
}

// C54: a registration is unregistered while its event runs. The event's outcome changes
// nothing, and a later registration of the scope starts empty.
func TestC54UnregisterInMidEvent(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/app/?scope=/app/")
		s.Register(page, "outbox")
		event := s.NextEventOf("outbox")
		s.Unregister(page)
		event.Fail()
		s.Navigate(page, "/app/?scope=/app/")
		s.RunInPage(page, `await navigator.serviceWorker.ready`, nil)
		s.HasTags(page)
		s.RegisterAndComplete(page, "outbox")
	})
}

// C55: site data are cleared while an event runs. Nothing crashes, and the next register()
// works.
func TestC55DataCleared(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		s.Register(page, "outbox")
		event := s.NextEventOf("outbox")
		s.RunInPage(page, `
			for (const {name} of await indexedDB.databases()) await done(indexedDB.deleteDatabase(name));`, nil)
		event.Succeed()
		s.RegisterAndComplete(page, "more")
	})
}
