//go:build linux

package tests

import (
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// What releases have stored and the messages between their pages and workers are frozen: a
// page that was opened before an update talks to the worker of another release, and an
// update takes over what is stored. tests/released has the files of each release.
const released = "released"

// The files of a release, as the package has them.
const (
	pageFile   = "/background-sync.js"
	workerFile = "/background-sync-worker.js"
)

// withEachRelease runs a check beside each release that was made.
func withEachRelease(t *testing.T, check func(t *testing.T, s *site, version string)) {
	versions, err := os.ReadDir(released)
	if err != nil || len(versions) == 0 {
		t.Fatalf("no release is kept (%v): run tools/keep-release.sh", err)
	}
	for _, version := range versions {
		t.Run(version.Name(), func(t *testing.T) {
			polyfilled(t, func(t *testing.T, s *site) { check(t, s, version.Name()) })
		})
	}
}

// serveReleased serves these files as they were released.
func (s *site) serveReleased(version string, files ...string) {
	for _, file := range files {
		s.serve(file, func(w http.ResponseWriter, r *http.Request) {
			http.ServeFile(w, r, filepath.Join(released, version, file))
		})
	}
}

// serveCurrent serves them as they have been built.
func (s *site) serveCurrent(files ...string) {
	for _, file := range files {
		s.serve(file, nil)
	}
}

// C56: a page and a worker of two releases: what the page asks is answered, an offline tag fires
// at the return of the network, and a page wakes the worker for a retry that has become due.
func TestC56PageAndWorkerOfTwoReleases(t *testing.T) {
	for half, files := range map[string][]string{
		"the page is the older":   {pageFile},
		"the worker is the older": {workerFile, coreFile},
	} {
		t.Run(half, func(t *testing.T) {
			withEachRelease(t, func(t *testing.T, s *site, version string) {
				s.options = `{initialRetryDelay: 100}`
				s.serveReleased(version, files...)
				page := s.open("/")
				s.goOffline(page)
				s.register(page, "outbox")
				s.hasTags(page, "outbox")
				s.must(s.listener.Start()) // WebKit loads the page anew; the browser stays offline.
				s.must(s.browser.StopWorkers(s.ctx))
				s.goOnline()
				s.arriveAs("outbox", false).fail()
				s.arriveAs("outbox", false).succeed()
				s.awaitTags(page)
			})
		})
	}
}

// C53: an update from a release takes over a tag that is pending.
func TestC53UpdateFromAReleaseWhilePending(t *testing.T) {
	withEachRelease(t, func(t *testing.T, s *site, version string) {
		s.serveReleased(version, pageFile, workerFile, coreFile)
		page := s.open("/")
		s.goOffline(page)
		s.register(page, "outbox")
		s.serveCurrent(pageFile, workerFile, coreFile)
		s.must(s.listener.Start()) // The update is served, the browser stays offline.
		updateInPlace(s, page)
		s.goOnline()
		arriveAtTheUpdate(s).succeed()
		s.awaitTags(page)
	})
}

// C53: an update from a release takes over a tag that waits for its retry, with the attempts that were made.
func TestC53UpdateFromAReleaseWhileWaiting(t *testing.T) {
	withEachRelease(t, func(t *testing.T, s *site, version string) {
		s.options = `{maxAttempts: 2}`
		s.serveReleased(version, pageFile, workerFile, coreFile)
		page := s.open("/")
		s.register(page, "outbox")
		s.arriveAs("outbox", false).fail()
		s.awaitState(page, "waiting")
		s.serveCurrent(pageFile, workerFile, coreFile)
		updateInPlace(s, page)
		s.endDelay(page)
		occasion(s, page)
		s.arriveAs("outbox", true).succeed()
		s.awaitTags(page)
	})
}

// C64: a worker finds the database that a later release has made, since the app went back to an older
// one: it says so, and what is stored is there for the later one.
func TestC64WorkerOlderThanTheDatabase(t *testing.T) {
	withEachRelease(t, func(t *testing.T, s *site, version string) {
		s.serveReleased(version, pageFile, workerFile, coreFile)
		page := s.open("/")
		s.goOffline(page)
		s.register(page, "outbox")
		before := stored(s, page)
		s.must(s.listener.Start())
		s.must(s.browser.StopWorkers(s.ctx)) // The worker has the database open.
		s.must(page.Eval(s.ctx, `
			const opening = indexedDB.open(args, 2);
			opening.onupgradeneeded = () => opening.result.createObjectStore('of a later release');
			(await done(opening)).close();`, ours, nil))
		s.rejectsWith(s.tryRegister(page, "another"), "UnknownError", "later release")
		s.goOnline()
		s.awaitOnLine(page, true)
		s.rejectsWith(s.tryRegister(page, "another"), "UnknownError", "'background-sync-polyfill'", "stores")
		if after := stored(s, page); !slices.Equal(before, after) {
			t.Errorf("%v is stored, and was %v", after, before)
		}
	})
}
