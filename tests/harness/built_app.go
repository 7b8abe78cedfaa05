//go:build linux

package harness

import (
	"slices"
	"testing"

	"background-sync-polyfill/tests/browser"
)

// NewBuiltSite is the site of an app in tests/npm/apps, which `make apps` has built. The
// harness adds nothing to these apps, so no script can be run in their workers.
func NewBuiltSite(t *testing.T, target Target, name string) (*Site, *NoteServer) {
	t.Helper()
	s := NewSite(t, target)
	server := newNoteServer()
	server.Deploy(t, name)
	s.built = server
	t.Cleanup(func() {
		select {
		case extra := <-server.Accepted:
			t.Errorf("the server has accepted the note %q, want no more notes", extra.Text)
		default:
		}
	})
	return s, server
}

// OpenBuiltApp opens a page of a built app, and returns once the worker controls the page.
func (s *Site) OpenBuiltApp() browser.Page {
	s.T.Helper()
	page := s.OpenWithoutWaiting("/")
	s.RunInPage(page, `await navigator.serviceWorker.ready;`, nil)
	s.Navigate(page, "/")
	s.RunInPage(page, `
		while (!navigator.serviceWorker.controller) {
			await new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done, {once: true}));
		}`, nil)
	return page
}

// WriteNotes writes notes in the form of a built app, each when the app has said that the
// note before is kept.
func (s *Site) WriteNotes(page browser.Page, texts ...string) {
	s.T.Helper()
	s.RunInPage(page, `
		const form = document.querySelector('form');
		for (const text of args) {
			form.elements.note.value = text;
			form.requestSubmit();
			const kept = 'Kept: ' + text;
			while (form.elements.state.value !== kept) await new Promise((done) => setTimeout(done, 10));
		}`, texts)
}

// RestartWorkersOffline ends the workers while the browser is offline, and then loads the
// page again. WebKit loads the page by itself while the process of page and worker ends,
// and that page may lack its script. Without the script the form's button would leave the
// page.
func (s *Site) RestartWorkersOffline(page browser.Page) {
	s.T.Helper()
	s.StartServer()
	s.StopWorkers()
	s.Navigate(page, "/")
	s.RunInPage(page, `
		while (!navigator.serviceWorker.controller || !('sync' in ServiceWorkerRegistration.prototype)) {
			await new Promise((done) => setTimeout(done, 10));
		}`, nil)
	s.StopServer()
}

// AwaitNotes waits until the server has accepted these notes, each once and in this order.
func (s *Site) AwaitNotes(server *NoteServer, want ...string) {
	s.T.Helper()
	var got []string
	for range want {
		select {
		case accepted := <-server.Accepted:
			got = append(got, accepted.Text)
		case <-s.Ctx.Done():
			s.T.Fatalf("the server has accepted only the notes %q, want %q", got, want)
		}
	}
	if !slices.Equal(got, want) {
		s.T.Errorf("the server has accepted the notes %q, want %q", got, want)
	}
}
