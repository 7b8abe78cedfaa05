//go:build linux

package tests

import (
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"background-sync-polyfill/tests/harness"
)

// released has the files of each release. What a release has stored, and the messages
// between its page and its worker, are frozen: a page that was opened before an update
// talks to the worker of another release, and an update takes over what is stored.
const released = "released"

// The files of a release, as the package has them.
const (
	pageFile   = "/background-sync.js"
	workerFile = "/background-sync-worker.js"
)

// withEachRelease runs a check with the files of each release.
func withEachRelease(t *testing.T, check func(t *testing.T, s *harness.Site, version string)) {
	versions, err := os.ReadDir(released)
	if err != nil || len(versions) == 0 {
		t.Fatalf("tests/released has no release (%v): run tools/keep-release.sh", err)
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

// serveCurrent serves these files as they have been built.
func serveCurrent(s *harness.Site, files ...string) {
	for _, file := range files {
		s.Serve(file, nil)
	}
}

// C53: an update from a release takes over a tag that is pending.
func TestC53UpdateFromAReleaseWhilePending(t *testing.T) {
	withEachRelease(t, func(t *testing.T, s *harness.Site, version string) {
		serveReleased(s, version, pageFile, workerFile, harness.CoreFile)
		page := s.Open("/")
		s.RegisterOffline(page, "outbox")
		serveCurrent(s, pageFile, workerFile, harness.CoreFile)
		s.StartServer()
		s.UpdateInPlace(page)
		s.GoOnline()
		eventAtTheUpdate(s).Succeed()
		s.AwaitNoTags(page)
	})
}

// C53: an update from a release takes over a tag that waits for its retry, with its count
// of attempts.
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
