//go:build linux

package tests

import (
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"background-sync-polyfill/tests/harness"
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
func withEachRelease(t *testing.T, check func(t *testing.T, s *harness.Site, version string)) {
	versions, err := os.ReadDir(released)
	if err != nil || len(versions) == 0 {
		t.Fatalf("no release is kept (%v): run tools/keep-release.sh", err)
	}
	for _, version := range versions {
		t.Run(version.Name(), func(t *testing.T) {
			harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) { check(t, s, version.Name()) })
		})
	}
}

// serveReleased serves these files as they were released.
func serveReleased(s *harness.Site, version string, files ...string) {
	for _, file := range files {
		s.Serve(file, func(w http.ResponseWriter, r *http.Request) {
			http.ServeFile(w, r, filepath.Join(released, version, file))
		})
	}
}

// serveCurrent serves them as they have been built.
func serveCurrent(s *harness.Site, files ...string) {
	for _, file := range files {
		s.Serve(file, nil)
	}
}

// C56: a page and a worker of two releases: what the page asks is answered, an offline tag fires
// at the return of the network, and a page wakes the worker for a retry that has become due.
func TestC56PageAndWorkerOfTwoReleases(t *testing.T) {
	for half, files := range map[string][]string{
		"the page is the older":   {pageFile},
		"the worker is the older": {workerFile, harness.CoreFile},
	} {
		t.Run(half, func(t *testing.T) {
			withEachRelease(t, func(t *testing.T, s *harness.Site, version string) {
				s.Options = `{initialRetryDelay: 100}`
				serveReleased(s, version, files...)
				page := s.Open("/")
				s.RegisterOffline(page, "outbox")
				s.HasTags(page, "outbox")
				s.StartServer() // WebKit loads the page anew; the browser stays offline.
				s.StopWorkers()
				s.GoOnline()
				s.NextEventOf("outbox").Fail()
				s.Complete(page, "outbox")
			})
		})
	}
}

// C53: an update from a release takes over a tag that is pending.
func TestC53UpdateFromAReleaseWhilePending(t *testing.T) {
	withEachRelease(t, func(t *testing.T, s *harness.Site, version string) {
		serveReleased(s, version, pageFile, workerFile, harness.CoreFile)
		page := s.Open("/")
		s.RegisterOffline(page, "outbox")
		serveCurrent(s, pageFile, workerFile, harness.CoreFile)
		s.StartServer() // The update is served, the browser stays offline.
		s.UpdateInPlace(page)
		s.GoOnline()
		arriveAtTheUpdate(s).Succeed()
		s.AwaitNoTags(page)
	})
}

// C53: an update from a release takes over a tag that waits for its retry, with the attempts that were made.
func TestC53UpdateFromAReleaseWhileWaiting(t *testing.T) {
	withEachRelease(t, func(t *testing.T, s *harness.Site, version string) {
		s.Options = `{maxAttempts: 2}`
		serveReleased(s, version, pageFile, workerFile, harness.CoreFile)
		page := s.Open("/")
		s.Register(page, "outbox")
		s.NextEventOf("outbox").Fail()
		s.AwaitState(page, "waiting")
		serveCurrent(s, pageFile, workerFile, harness.CoreFile)
		s.UpdateInPlace(page)
		s.EndDelay(page)
		s.HideAndShow(page)
		s.LastChanceOf("outbox").Succeed()
		s.AwaitNoTags(page)
	})
}

// C64: a worker finds the database that a later release has made, since the app went back to an older
// one: it says so, and what is stored is there for the later one.
func TestC64WorkerOlderThanTheDatabase(t *testing.T) {
	withEachRelease(t, func(t *testing.T, s *harness.Site, version string) {
		serveReleased(s, version, pageFile, workerFile, harness.CoreFile)
		page := s.Open("/")
		s.RegisterOffline(page, "outbox")
		before := s.Stored(page)
		s.StartServer()
		s.StopWorkers() // The worker has the database open.
		s.RunInPage(page, `
			const opening = indexedDB.open(args, 2);
			opening.onupgradeneeded = () => opening.result.createObjectStore('of a later release');
			(await done(opening)).close();`, harness.PolyfillName)
		s.RejectsWith(s.TryRegister(page, "another"), "UnknownError", "later release")
		s.GoOnline()
		s.AwaitOnLine(page, true)
		s.RejectsWith(s.TryRegister(page, "another"), "UnknownError", "'background-sync-polyfill'", "stores")
		if after := s.Stored(page); !slices.Equal(before, after) {
			t.Errorf("%v is stored, and was %v", after, before)
		}
	})
}
