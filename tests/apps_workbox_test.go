//go:build linux

package tests

import (
	"fmt"
	"testing"
)

// polyfilledApp runs a check of a built app where Background Sync is missing.
func polyfilledApp(t *testing.T, name string, check func(s *site, server *noteServer)) {
	for _, target := range appTargets() {
		if target.native {
			continue
		}
		t.Run(target.name, func(t *testing.T) { check(newBuiltSite(t, target, name)) })
	}
}

// Workbox replays a hundred requests that it queued offline, before and after a restart, once and
// in order, and with them one that is added meanwhile.
func TestWorkboxReplaysAHundredRequests(t *testing.T) {
	for _, target := range appTargets() {
		t.Run(target.name, func(t *testing.T) {
			s, server := newBuiltSite(t, target, "workbox-queue")
			var notes []string
			for i := range 100 {
				notes = append(notes, fmt.Sprintf("note %d", i))
			}
			page := s.openApp()
			s.awaitTags(page) // The page has registered the tag for an old queue.
			s.goOffline(page)
			s.write(page, notes[:50]...)
			s.hasTags(page, notesTag)
			s.restartWorkers(page)
			s.write(page, notes[50:]...)

			replaying, release := server.hold(notes[10])
			server.answer("added meanwhile", unreachable)
			s.goOnline()
			<-replaying
			s.write(page, "added meanwhile")
			release()
			s.serves(server, append(notes, "added meanwhile")...)
			s.awaitTags(page)
		})
	}
}

// A replay that fails is tried again, from the request on that has failed: Workbox lets the event
// fail.
func TestWorkboxReplaysAgain(t *testing.T) {
	polyfilledApp(t, "workbox-queue", func(s *site, server *noteServer) {
		page := s.openApp()
		s.goOffline(page)
		s.write(page, "one", "two", "three")
		server.answer("two", unreachable)
		s.goOnline()
		s.serves(server, "one", "two", "three")
		s.awaitTags(page)
	})
}

// A queue of the app's own sends again what the server has refused.
func TestWorkboxQueueWithAServerThatRefuses(t *testing.T) {
	polyfilledApp(t, "workbox-queue", func(s *site, server *noteServer) {
		page := s.openApp()
		s.goOffline(page)
		s.must(page.Eval(s.ctx, `
			for (const text of args) {
				await fetch('/api/orders', {method: 'POST', body: JSON.stringify({id: text, text})});
			}`, []string{"one", "two", "three"}, nil))
		server.answer("two", refused)
		s.goOnline()
		s.serves(server, "one", "two", "three")
		s.awaitTags(page)
	})
}

// What Workbox has queued before the app had the polyfill is sent once a page registers the
// queue's tag.
func TestWorkboxQueueFromBeforeThePolyfill(t *testing.T) {
	polyfilledApp(t, "workbox-before", func(s *site, server *noteServer) {
		page := s.openApp()
		s.goOffline(page)
		s.write(page, "one", "two")

		// The old worker replays whenever it starts; the browser stays offline.
		server.answer("", unreachable)
		server.deploy(s.t, "workbox-queue")
		s.must(s.listener.Start())
		s.must(page.Navigate(s.ctx, s.listener.Origin()+"/"))
		s.must(page.Eval(s.ctx, `
			const registration = await navigator.serviceWorker.ready;
			const tags = () => registration.sync.getTags().catch(() => []);
			while (!(await tags()).includes(args));`, notesTag, nil))
		server.answer("", nil)
		s.goOnline()
		s.serves(server, "one", "two")
		s.awaitTags(page)
	})
}
