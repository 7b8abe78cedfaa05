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
)

// release is a build of the polyfill whose core differs from that of others.
type release struct {
	packed []byte // the core as gzip
	hash   string
	script string
}

func hash(core []byte) string { return fmt.Sprintf("%x", sha256.Sum256(core)) }

// newRelease adds a custom section, which means nothing, to the core.
func newRelease(t *testing.T, number byte) release {
	t.Helper()
	core, err := os.ReadFile(filepath.Join(dist, plainCoreFile))
	if err != nil {
		t.Fatal(err)
	}
	script, err := os.ReadFile(filepath.Join(dist, "background-sync-worker.js"))
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

// serveRelease serves it from now on, with a worker of its own.
func (s *site) serveRelease(r release) {
	s.serve(coreFile, func(w http.ResponseWriter, _ *http.Request) { w.Write(r.packed) })
	s.serve("/background-sync-worker.js", javaScript(r.script))
	s.serve("/released-worker.js", javaScript(`importScripts('/worker.js'); // `+r.hash))
}

// kept waits until these cores and no others are kept, in both places.
func (s *site) kept(page browser.Page, want ...release) {
	s.t.Helper()
	var hashes []string
	for _, r := range want {
		hashes = append(hashes, r.hash)
	}
	slices.Sort(hashes)
	s.must(page.Eval(s.ctx, `while (JSON.stringify(await keptCores()) !== JSON.stringify([args, args]));`, hashes, nil))
}

// Each version of the worker has its own core: an update leaves the active
// one's alone until it is active itself, and then nobody needs that any more.
func TestCoresOfTwoVersions(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		first, second := newRelease(t, 1), newRelease(t, 2)
		s.serveRelease(first)
		page := s.open("/?worker=/released-worker.js")
		s.kept(page, first)
		s.must(page.Navigate(s.ctx, s.listener.Origin()+"/?worker=none")) // It is the first one's from now on.
		s.serveRelease(second)
		installUpdate(s, page)
		s.kept(page, first, second)
		activateUpdate(s, page)
		s.kept(page, second)

		s.register(page, "outbox")
		s.arriveAs("outbox", false).succeed()
		s.awaitTags(page)
		if n := s.coresRequested(); n != 2 {
			t.Errorf("%d cores were downloaded, want each of the two once", n)
		}
	})
}

// A core that could not be had at install is fetched when the app is at rest, with
// no call that needs it: the next one may come offline.
func TestCoreIsFetchedAfterInstall(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		const path = coreFile
		answer := make(chan bool)
		s.serve(path, func(w http.ResponseWriter, r *http.Request) {
			s.serve(path, func(w http.ResponseWriter, r *http.Request) {
				s.results <- r.Method
				select {
				case <-answer:
					http.ServeFile(w, r, filepath.Join(dist, path))
				case <-r.Context().Done():
				}
			})
			http.NotFound(w, r)
		})
		page := s.open("/")
		if got := s.result(); got != http.MethodGet {
			t.Fatalf("the core was asked for by %s", got)
		}
		// By now both places hold the note that the worker tries to keep a core, and no core.
		if kept := eval[[][]string](s, page, `return keptCores()`, nil); len(kept[0])+len(kept[1]) > 0 {
			t.Errorf("the cores %q are kept before the download", kept)
		}
		close(answer)
		s.must(page.Eval(s.ctx, `while ((await keptCores())[0].length === 0);`, nil, nil))
		s.goOffline(page)
		s.register(page, "outbox")
		s.goOnline()
		s.arriveAs("outbox", false).succeed()
		s.awaitTags(page)
	})
}

// A download that the network cuts off is begun again while the worker installs.
func TestCoreDownloadIsCut(t *testing.T) {
	polyfilled(t, func(t *testing.T, s *site) {
		s.serve(coreFile, func(w http.ResponseWriter, _ *http.Request) {
			s.serve(coreFile, nil)
			w.Header().Set("Content-Length", "1000000")
			w.Write(make([]byte, 1000))
			_ = http.NewResponseController(w).Flush() // Without an answer a browser itself would ask again.
			panic(http.ErrAbortHandler)
		})
		page := s.open("/")
		if kept := eval[[][]string](s, page, `return keptCores()`, nil); len(kept[0]) != 1 || len(kept[1]) != 1 {
			t.Errorf("the cores %q are kept, want the one in both places", kept)
		}
		if n := s.coresRequested(); n != 2 {
			t.Errorf("the core was asked for %d times, want twice", n)
		}
	})
}
