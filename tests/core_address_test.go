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

// The core is found at the scope's root where a build has put the worker's script into a folder.
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
			t.Errorf("the core was asked for %d times beside the worker's script and %d times at the root, want once each", beside, atTheRoot)
		}
	})
}

// The core is told by its first bytes, whatever a server makes of a file whose name ends in .gz.
func TestCoreHoweverItIsServed(t *testing.T) {
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

// Option wasmURL is used as it is: nothing can be appended to a data: URL.
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

// A page does not judge the worker's options: where it has no address of its own, it could not.
func TestOptionsWhereThePageHasNoAddress(t *testing.T) {
	harness.InEachTarget(t, func(t *testing.T, s *harness.Site) {
		page := s.Open("/")
		const options = `self.backgroundSyncPolyfillOptions = {wasmURL: '/x', connectivityProbe: '/online'};`
		if got := harness.FromPage[string](s, page, `
			const frame = document.createElement('iframe');
			frame.srcdoc = '<script>onerror = (message) => { window.failure = message };' + args + '<\/script>' +
				'<script src="/background-sync.js"><\/script>';
			await new Promise((resolve) => { frame.onload = resolve; document.body.append(frame); });
			return frame.contentWindow.failure ?? frame.contentWindow.location.href;`, options); got != "about:srcdoc" {
			t.Errorf("in an <iframe srcdoc>: %s", got)
		}
		if got := harness.FromPage[string](s, page, `
			const source = args[0] + "try { importScripts('" + args[1] + "/background-sync.js'); postMessage(location.protocol); }" +
				"catch (error) { postMessage(error.message); }";
			const worker = new Worker(URL.createObjectURL(new Blob([source])));
			const {data} = await new Promise((resolve) => { worker.onmessage = resolve; });
			worker.terminate();
			return data;`, []string{options, s.Origin()}); got != "blob:" {
			t.Errorf("in a worker made from a blob: %s", got)
		}
	})
}

// C15: options that are set too late are told where they are missed.
func TestC15OptionsTooLate(t *testing.T) {
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		s.Serve("/late-worker.js", harness.JavaScript(`
			import '/native.js';
			self.backgroundSyncPolyfillOptions = {wasmURL: '/core.gz'};
			import '/background-sync-worker.mjs';`))
		s.Serve(harness.CoreFile, http.NotFound)
		page := s.Open("/?worker=/late-worker.js&type=module")
		s.RejectsWith(s.TryRegister(page, "outbox"), "NetworkError", "backgroundSyncPolyfillOptions")
	})
}
