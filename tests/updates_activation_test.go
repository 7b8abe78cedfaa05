//go:build linux

package tests

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"background-sync-polyfill/tests/browser"
	"background-sync-polyfill/tests/harness"
)

// migrated is the version of activating-worker.js after its migration.
const migrated = 2

// C71: the app registers a tag in `activate`, which then takes its time. The event comes
// when `activate` has ended. No page loads the polyfill, so the worker notices that by
// itself.
func TestC71RegisteredInActivate(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		s.Serve("/background-sync.js", harness.EmptyScript)
		migration := holdMigration(s)
		page := s.OpenWithoutWaiting("/?worker=/activating-worker.js")
		migration.reached()
		for range 20 {
			askWorker(s, page) // This gives the tag the time to fire.
		}
		migration.end()
		if tag := completeMigrated(s); tag != "migrated" {
			t.Errorf("got an event of tag %q, want migrated", tag)
		}
	})
}

// C71: the network returns while an update activates. The event comes to the new worker
// when its `activate` has ended.
func TestC71NetworkReturnsWhileAnUpdateActivates(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		migration := holdMigration(s)
		page := s.Open("/")
		s.RegisterOffline(page, "outbox")
		s.StartServer()
		s.RunInPage(page, `await navigator.serviceWorker.register('/activating-worker.js', {scope: '/'})`, nil)
		migration.reached()
		s.GoOnline()
		s.AwaitOnLine(page, true)
		<-time.After(3 * time.Second) // By now the network has settled, and the worker must still wait.
		migration.end()
		fired := []string{completeMigrated(s), completeMigrated(s)}
		slices.Sort(fired)
		if want := []string{"migrated", "outbox"}; !slices.Equal(fired, want) {
			t.Errorf("got events of the tags %q, want %q", fired, want)
		}
		s.AwaitNoTags(page)
	})
}

// C71: the browser ends a worker that still activates and has tags to fire, from
// `activate` and from a page. The page stays open and wakes the next worker.
func TestC71WorkerEndsWhileItActivates(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		migration := holdMigration(s)
		page := s.OpenWithoutWaiting("/?worker=/activating-worker.js")
		migration.reached()
		s.RunInPage(page, `
			const {sync, active} = await navigator.serviceWorker.ready;
			if (active.state !== 'activating') throw new Error('the worker is ' + active.state);
			await sync.register('outbox');`, nil)
		s.StopWorkers()
		fired := []string{s.NextEvent().Tag, s.NextEvent().Tag}
		slices.Sort(fired)
		if want := []string{"migrated", "outbox"}; !slices.Equal(fired, want) {
			t.Errorf("got events of the tags %q, want %q", fired, want)
		}
	})
}

// migration is the work of activating-worker.js in `activate`. The server holds it.
type migration struct {
	s           *harness.Site
	began, over chan struct{}
}

// holdMigration makes the server hold the migration until end is called.
func holdMigration(s *harness.Site) migration {
	m := migration{s, make(chan struct{}), make(chan struct{})}
	s.Serve("/migration", func(w http.ResponseWriter, r *http.Request) {
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
	m.s.T.Helper()
	select {
	case <-m.began:
	case <-m.s.Ctx.Done():
		m.s.T.Fatal("the worker has not begun its migration")
	}
}

// end lets the migration end.
func (m migration) end() { close(m.over) }

// askWorker sends a message to the active worker and waits for the answer. In all engines
// a message arrives while the worker activates.
func askWorker(s *harness.Site, page browser.Page) {
	s.T.Helper()
	s.RunInWorker(page, ``, nil)
}

// completeMigrated lets the next event succeed, which must come after the migration, and
// returns its tag.
func completeMigrated(s *harness.Site) string {
	s.T.Helper()
	event := s.NextEvent()
	if event.Version != migrated {
		s.T.Errorf("the event of tag %q came before activate had ended", event.Tag)
	}
	event.Succeed()
	return event.Tag
}
