//go:build linux

package tests

import (
	"io"
	"net/http"
	"testing"

	"background-sync-polyfill/tests/browser"
)

// C54: the registration is unregistered: its tags are gone, no event follows,
// other registrations are unharmed; a later one of the same scope starts empty.
func TestC54Unregister(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		page, other := s.open("/one/?scope=/one/"), s.open("/two/?scope=/two/")
		s.goOffline(page)
		s.register(page, "outbox")
		s.register(other, "kept")
		s.must(page.Eval(s.ctx, `
			const registration = await navigator.serviceWorker.getRegistration();
			if (!await registration.unregister()) throw new Error('not unregistered');`, nil, nil))
		s.goOnline()
		s.arriveAs("kept", false).succeed()
		s.awaitTags(other)
		s.must(page.Navigate(s.ctx, s.listener.Origin()+"/one/?scope=/one/"))
		s.must(page.Eval(s.ctx, `await navigator.serviceWorker.ready`, nil, nil))
		if got := s.tags(page); len(got) != 0 {
			t.Errorf("the new registration has the tags %q", got)
		}
		s.register(page, "new")
		s.arriveAs("new", false).succeed()
		s.awaitTags(page)
	})
}

// C54: a registration that ended where the polyfill could not see it: a later one
// of the same scope starts empty.
func TestC54UnregisteredUnseen(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		s.serve("/native.js", func(w http.ResponseWriter, _ *http.Request) {
			s.serveNative(w)
			io.WriteString(w, `self.unseen = ServiceWorkerRegistration.prototype.unregister;`)
		})
		page := s.open("/one/?scope=/one/")
		s.goOffline(page)
		s.register(page, "outbox")
		s.must(page.Eval(s.ctx, `
			const registration = await navigator.serviceWorker.getRegistration();
			if (!await unseen.call(registration)) throw new Error('not unregistered');`, nil, nil))
		if got := stored(s, page); len(got) != 1 {
			t.Fatalf("%v are stored, want the one that nobody has purged yet", got)
		}
		s.startServer()
		s.must(page.Navigate(s.ctx, s.listener.Origin()+"/one/?scope=/one/"))
		s.must(page.Eval(s.ctx, `await navigator.serviceWorker.ready`, nil, nil))
		s.hasTags(page)
	})
}

// C54: unregistering takes the scope's copies of the core along, and no others.
func TestC54UnregisterTakesTheCore(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		page, other := s.open("/one/?scope=/one/"), s.open("/two/?scope=/two/")
		for i, page := range []browser.Page{page, other} {
			left := 1 - i
			// Without its limit unregister() waits until all is removed, however slow the storage is.
			s.must(page.Eval(s.ctx, withoutTimer(t, "REMOVAL_TIMEOUT")+`
				await (await navigator.serviceWorker.getRegistration()).unregister();`, nil, nil))
			if kept := eval[[][]string](s, page, `return keptCores()`, nil); len(kept[0]) != left || len(kept[1]) != left {
				t.Errorf("the cores %q are kept, want %d in each place", kept, left)
			}
		}
	})
}

// C54: a page outside the scope unregisters workers that still install: nobody waits
// for what the polyfill stores, neither unregister() nor what comes after it.
func TestC54UnregisteredWhileInstalling(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		page := s.openBare("/?worker=none")
		s.must(page.Eval(s.ctx, `
			const register = () => navigator.serviceWorker.register('/worker.js', {scope: '/one/'});
			for (let i = 0; i < 4; i++) await (await register()).unregister();
			await register();`, nil, nil))
		s.must(page.Navigate(s.ctx, s.listener.Origin()+"/one/?scope=/one/"))
		s.must(page.Eval(s.ctx, `await navigator.serviceWorker.ready`, nil, nil))
		s.register(page, "outbox")
		s.arriveAs("outbox", false).succeed()
		s.awaitTags(page)
	})
}

// C54: unregistered in mid-event: the event concerns nobody any more.
func TestC54UnregisterInMidEvent(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		page := s.open("/app/?scope=/app/")
		s.register(page, "outbox")
		event := s.arriveAs("outbox", false)
		s.must(page.Eval(s.ctx, `
			const registration = await navigator.serviceWorker.getRegistration();
			await registration.unregister();`, nil, nil))
		event.fail()
		s.must(page.Navigate(s.ctx, s.listener.Origin()+"/app/?scope=/app/"))
		s.must(page.Eval(s.ctx, `await navigator.serviceWorker.ready`, nil, nil))
		if got := s.tags(page); len(got) != 0 {
			t.Errorf("the new registration has the tags %q", got)
		}
		s.register(page, "outbox")
		s.arriveAs("outbox", false).succeed()
		s.awaitTags(page)
	})
}

// C55: site data cleared while running: no crash, and the next register() works.
func TestC55DataCleared(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		page := s.open("/")
		s.register(page, "outbox")
		event := s.arriveAs("outbox", false)
		s.must(page.Eval(s.ctx, `
			for (const {name} of await indexedDB.databases()) await done(indexedDB.deleteDatabase(name));`, nil, nil))
		event.succeed()
		s.register(page, "more")
		s.arriveAs("more", false).succeed()
		s.awaitTags(page)
	})
}
