//go:build linux

package tests

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"background-sync-polyfill/tests/browser"
	"background-sync-polyfill/tests/harness"
)

// release is a build of the polyfill with a core of its own.
type release struct {
	packed []byte // the core as gzip
	hash   string
	script string
}

func hash(core []byte) string { return fmt.Sprintf("%x", sha256.Sum256(core)) }

// newRelease makes a core of its own by adding a custom section, which has no effect.
func newRelease(t *testing.T, number byte) release {
	t.Helper()
	core, err := os.ReadFile(filepath.Join(harness.Dist, harness.PlainCoreFile))
	if err != nil {
		t.Fatal(err)
	}
	script, err := os.ReadFile(filepath.Join(harness.Dist, "background-sync-worker.js"))
	if err != nil {
		t.Fatal(err)
	}
	before := hash(core)
	core = append(core, 0, 2, 1, number)
	return release{pack(t, core), hash(core), strings.ReplaceAll(string(script), before, hash(core))}
}

// pack compresses with gzip.
func pack(t *testing.T, content []byte) []byte {
	t.Helper()
	var packed bytes.Buffer
	writer := gzip.NewWriter(&packed)
	if _, err := writer.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	return packed.Bytes()
}

// serveRelease serves the release from now on, with a worker of its own.
func serveRelease(s *harness.Site, r release) {
	s.Serve(harness.CoreFile, func(w http.ResponseWriter, _ *http.Request) { w.Write(r.packed) })
	s.Serve("/background-sync-worker.js", harness.JavaScript(r.script))
	s.Serve("/released-worker.js", harness.JavaScript(`importScripts('/worker.js'); // `+r.hash))
}

// awaitCores waits until both places keep exactly these cores.
func awaitCores(s *harness.Site, page browser.Page, want ...release) {
	s.T.Helper()
	var hashes []string
	for _, r := range want {
		hashes = append(hashes, r.hash)
	}
	slices.Sort(hashes)
	s.RunInPage(page, `while (JSON.stringify(await keptCores()) !== JSON.stringify([args, args]));`, hashes)
}

// Each version of the worker has its own core. An update leaves the active worker's core
// alone. When the update is active, the old core is removed.
func TestCoresOfTwoVersions(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		first, second := newRelease(t, 1), newRelease(t, 2)
		serveRelease(s, first)
		page := s.Open("/?worker=/released-worker.js")
		awaitCores(s, page, first)
		s.Navigate(page, "/?worker=none") // The first worker controls the page from now on.
		serveRelease(s, second)
		s.InstallUpdate(page)
		awaitCores(s, page, first, second)
		s.ActivateUpdate(page)
		awaitCores(s, page, second)

		s.RegisterAndComplete(page, "outbox")
		s.HasDownloadedCore(2)
	})
}
