//go:build linux

package tests

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"background-sync-polyfill/tests/browser"
)

// migrated is the version of activating-worker.js after its migration.
const migrated = 2

// C71: the app registers a tag in `activate`, which then takes its time: the event
// comes when that has ended. No page helps: the worker hears of the end itself.
func TestC71RegisteredInActivate(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		s.serve("/background-sync.js", emptyScript)
		migration := holdMigration(s)
		page := s.openBare("/?worker=/activating-worker.js")
		migration.reached()
		for range 20 {
			askWorker(s, page) // Time for the tag to fire.
		}
		migration.end()
		if tag := arriveMigrated(s); tag != "migrated" {
			t.Errorf("the tag of the event is %q", tag)
		}
	})
}

// C71: an update activates while the network returns: the event comes to the new
// worker, when its `activate` has ended.
func TestC71NetworkReturnsWhileAnUpdateActivates(t *testing.T) {
	everywhere(t, func(t *testing.T, s *site) {
		migration := holdMigration(s)
		page := s.open("/")
		s.goOffline(page)
		s.register(page, "outbox")
		s.must(s.listener.Start()) // The update is served, the browser stays offline.
		s.must(page.Eval(s.ctx, `await navigator.serviceWorker.register('/activating-worker.js', {scope: '/'})`, nil, nil))
		migration.reached()
		s.goOnline()
		s.awaitOnLine(page, true)
		<-time.After(3 * time.Second) // What a worker does after its network has settled is the subject.
		migration.end()
		fired := []string{arriveMigrated(s), arriveMigrated(s)}
		slices.Sort(fired)
		if want := []string{"migrated", "outbox"}; !slices.Equal(fired, want) {
			t.Errorf("the tags of the events are %q, want %q", fired, want)
		}
		s.awaitTags(page)
	})
}

// C71: the browser ends a worker that still activates and has tags to fire, of `activate`
// and of a page: the page, which stays, wakes the next one.
func TestC71WorkerEndsWhileItActivates(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		migration := holdMigration(s)
		page := s.openBare("/?worker=/activating-worker.js")
		migration.reached()
		s.must(page.Eval(s.ctx, `
			const {sync, active} = await navigator.serviceWorker.ready;
			if (active.state !== 'activating') throw new Error('the worker is ' + active.state);
			await sync.register('outbox');`, nil, nil))
		s.must(s.browser.StopWorkers(s.ctx))
		fired := []string{s.arrive().Tag, s.arrive().Tag}
		slices.Sort(fired)
		if want := []string{"migrated", "outbox"}; !slices.Equal(fired, want) {
			t.Errorf("the tags of the events are %q, want %q", fired, want)
		}
	})
}

// migration is what an activating worker does before it is activated.
type migration struct {
	s           *site
	began, over chan struct{}
}

// holdMigration makes the server hold the migration of activating-worker.js.
func holdMigration(s *site) migration {
	m := migration{s, make(chan struct{}), make(chan struct{})}
	s.serve("/migration", func(w http.ResponseWriter, r *http.Request) {
		close(m.began)
		select {
		case <-m.over:
		case <-r.Context().Done():
		}
	})
	return m
}

// reached returns once the worker has registered its tag and migrates.
func (m migration) reached() {
	m.s.t.Helper()
	select {
	case <-m.began:
	case <-m.s.ctx.Done():
		m.s.t.Fatal("the worker does not activate")
	}
}

func (m migration) end() { close(m.over) }

// askWorker sends a message to the active worker and waits for the answer; in all
// engines one arrives while the worker activates.
func askWorker(s *site, page browser.Page) {
	s.t.Helper()
	worker[any](s, page, ``, nil)
}

// arriveMigrated lets the next sync event succeed, which must come after the
// migration, and returns its tag.
func arriveMigrated(s *site) string {
	s.t.Helper()
	event := s.arrive()
	if event.Version != migrated {
		s.t.Errorf("the event of %q came before activate had ended", event.Tag)
	}
	event.succeed()
	return event.Tag
}
