//go:build linux

package tests

import (
	"fmt"
	"testing"

	"background-sync-polyfill/tests/harness"
)

// polyfilledApp runs a check of a built app where Background Sync is missing.
func polyfilledApp(t *testing.T, name string, check func(s *harness.Site, server *harness.NoteServer)) {
	for _, target := range appTargets() {
		if target.Native {
			continue
		}
		t.Run(target.Name, func(t *testing.T) { check(harness.NewBuiltSite(t, target, name)) })
	}
}

// Workbox queues a hundred requests offline, before and after a restart of the worker. It replays
// each once and in order, and also a request that is added meanwhile.
func TestWorkboxReplaysAHundredRequests(t *testing.T) {
	for _, target := range appTargets() {
		t.Run(target.Name, func(t *testing.T) {
			s, server := harness.NewBuiltSite(t, target, "workbox-queue")
			var notes []string
			for i := range 100 {
				notes = append(notes, fmt.Sprintf("note %d", i))
			}
			page := s.OpenBuiltApp()
			s.AwaitNoTags(page) // The page registers the tag for an old queue.
			s.GoOffline(page)
			s.WriteNotes(page, notes[:50]...)
			s.HasTags(page, notesTag)
			s.RestartWorkersOffline(page)
			s.WriteNotes(page, notes[50:]...)

			replaying, release := server.Hold(notes[10])
			server.Answer("added meanwhile", harness.Unreachable)
			s.GoOnline()
			<-replaying
			s.WriteNotes(page, "added meanwhile")
			release()
			s.AwaitNotes(server, append(notes, "added meanwhile")...)
			s.AwaitNoTags(page)
		})
	}
}

// Workbox makes the event fail when a request of its replay fails. The next event continues with
// that request.
func TestWorkboxReplaysAgain(t *testing.T) {
	polyfilledApp(t, "workbox-queue", func(s *harness.Site, server *harness.NoteServer) {
		page := s.OpenBuiltApp()
		s.GoOffline(page)
		s.WriteNotes(page, "one", "two", "three")
		server.Answer("two", harness.Unreachable)
		s.GoOnline()
		s.AwaitNotes(server, "one", "two", "three")
		s.AwaitNoTags(page)
	})
}

// An app with its own Workbox queue sends a request again that the server has refused.
func TestWorkboxQueueWithAServerThatRefuses(t *testing.T) {
	polyfilledApp(t, "workbox-queue", func(s *harness.Site, server *harness.NoteServer) {
		page := s.OpenBuiltApp()
		s.GoOffline(page)
		s.RunInPage(page, `
			for (const text of args) {
				await fetch('/api/orders', {method: 'POST', body: JSON.stringify({id: text, text})});
			}`, []string{"one", "two", "three"})
		server.Answer("two", harness.Refused)
		s.GoOnline()
		s.AwaitNotes(server, "one", "two", "three")
		s.AwaitNoTags(page)
	})
}

// Workbox has queued requests before the app had the polyfill. They are sent once a page registers
// the queue's tag.
func TestWorkboxQueueFromBeforeThePolyfill(t *testing.T) {
	polyfilledApp(t, "workbox-before", func(s *harness.Site, server *harness.NoteServer) {
		page := s.OpenBuiltApp()
		s.GoOffline(page)
		s.WriteNotes(page, "one", "two")

		// The old worker replays its queue whenever it starts.
		server.Answer("", harness.Unreachable)
		server.Deploy(s.T, "workbox-queue")
		s.StartServer()
		s.Navigate(page, "/")
		s.RunInPage(page, `
			const registration = await navigator.serviceWorker.ready;
			const tags = () => registration.sync.getTags().catch(() => []);
			while (!(await tags()).includes(args));`, notesTag)
		server.Answer("", nil)
		s.GoOnline()
		s.AwaitNotes(server, "one", "two")
		s.AwaitNoTags(page)
	})
}
