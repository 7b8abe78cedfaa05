//go:build linux

package tests

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"background-sync-polyfill/tests/harness"
)

// delivered sees one event through, which needs the core.
func delivered(s *harness.Site, path string) {
	s.T.Helper()
	page := s.Open(path)
	s.RegisterAndComplete(page, "outbox")
}

// The core is found at the root of the scope if a build has put the worker's script into a
// folder.
func TestCoreAtTheRootOfTheScope(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		s.Serve("/assets/worker.js", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Service-Worker-Allowed", "/")
			s.ServeFixture(w, "worker.js")
			fmt.Fprint(w, "self.version = 0;\n")
		})
		s.Serve("/assets"+harness.CoreFile, http.NotFound)
		delivered(s, "/?worker=/assets/worker.js")
		if beside, atTheRoot := s.Requests("/assets"+harness.CoreFile), s.Requests(harness.CoreFile); beside != 1 || atTheRoot != 1 {
			t.Errorf("the core was asked for %d times beside the worker's script and %d times at the root of the scope, want once each", beside, atTheRoot)
		}
	})
}

// The core is recognized by its first bytes, whether or not the server or the browser has
// already unpacked it.
func TestCoreServedUnpacked(t *testing.T) {
	for name, serve := range map[string]func(w http.ResponseWriter, r *http.Request){
		"with Content-Encoding, which the browser undoes": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			http.ServeFile(w, r, filepath.Join(harness.Dist, harness.CoreFile))
		},
		"unpacked by the server": func(w http.ResponseWriter, r *http.Request) {
			http.ServeFile(w, r, filepath.Join(harness.Dist, harness.PlainCoreFile))
		},
	} {
		t.Run(name, func(t *testing.T) {
			harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
				s.Serve(harness.CoreFile, serve)
				delivered(s, "/")
			})
		})
	}
}

// Option wasmURL is used as it is, so it can be a data: URL.
func TestCoreInADataURL(t *testing.T) {
	core, err := os.ReadFile(filepath.Join(harness.Dist, harness.CoreFile))
	if err != nil {
		t.Fatal(err)
	}
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		s.Options = fmt.Sprintf(`{wasmURL: 'data:application/gzip;base64,%s'}`, base64.StdEncoding.EncodeToString(core))
		delivered(s, "/")
		s.HasDownloadedCore(0)
	})
}

// Option wasmBytes is the core itself, so nothing is downloaded.
func TestWasmBytes(t *testing.T) {
	core, err := os.ReadFile(filepath.Join(harness.Dist, harness.PlainCoreFile))
	if err != nil {
		t.Fatal(err)
	}
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		s.Options = wasmBytes(core)
		page := s.Open("/")
		s.RegisterAndComplete(page, "outbox")
		s.HasDownloadedCore(0)
	})
}

func wasmBytes(core []byte) string {
	return fmt.Sprintf("{wasmBytes: Uint8Array.from(atob('%s'), (c) => c.charCodeAt(0))}", base64.StdEncoding.EncodeToString(core))
}
