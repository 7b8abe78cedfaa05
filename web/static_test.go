package main

import (
	"errors"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
)

func TestStaticFilesHaveTheirTypeAndAreRevalidated(t *testing.T) {
	h := newHandler(builtPolyfill())
	for target, want := range map[string]string{
		"/":                             "text/html; charset=utf-8",
		"/?native":                      "text/html; charset=utf-8",
		"/app.css":                      "text/css; charset=utf-8",
		"/app.js":                       "text/javascript; charset=utf-8",
		"/sw.js?polyfill":               "text/javascript; charset=utf-8",
		"/icon.svg":                     "image/svg+xml",
		"/manifest.webmanifest":         "application/manifest+json",
		"/background-sync.js":           "text/javascript; charset=utf-8",
		"/background-sync-worker.js":    "text/javascript; charset=utf-8",
		"/background-sync.wasm.gz?1234": "application/gzip",
	} {
		w := get(t, h, target)
		if w.Code != http.StatusOK || w.Header().Get("Content-Type") != want || w.Header().Get("Cache-Control") != "no-cache" {
			t.Errorf("%s: %d %q %q, want 200 %q no-cache", target, w.Code, w.Header().Get("Content-Type"), w.Header().Get("Cache-Control"), want)
		}
	}
}

func TestUnchangedFileIsNotSentAgain(t *testing.T) {
	h := newHandler(builtPolyfill())
	r := httptest.NewRequest(http.MethodGet, "/sw.js", nil)
	r.Header.Set("If-None-Match", get(t, h, "/sw.js").Header().Get("ETag"))
	if w := do(t, h, r); w.Code != http.StatusNotModified {
		t.Fatalf("unchanged sw.js is answered with %d, want 304", w.Code)
	}
}

func TestUnknownFileIsNotFound(t *testing.T) {
	h := newHandler(builtPolyfill())
	for _, target := range []string{"/nothing.js", "/..%2fmain.go", "/app/app.js", "/."} {
		if w := get(t, h, target); w.Code == http.StatusOK {
			t.Errorf("%s is answered with 200 %q, want 404", target, w.Body)
		}
	}
}

func TestMissingBuildFileIsNamed(t *testing.T) {
	for _, name := range buildFiles {
		build := builtPolyfill()
		delete(build, name)
		err := checkBuild(build)
		if !errors.Is(err, errNoBuild) || !strings.Contains(err.Error(), name) {
			t.Errorf("checkBuild without %s returns %v, want errNoBuild with the file's name", name, err)
		}
		w := get(t, newHandler(build), "/"+name)
		if w.Code != http.StatusNotFound || !strings.Contains(w.Body.String(), "make build") {
			t.Errorf("/%s is answered with %d %q, want 404 with the command", name, w.Code, w.Body)
		}
	}
	if err := checkBuild(builtPolyfill()); err != nil {
		t.Errorf("checkBuild of a complete build returns %v", err)
	}
}

// If the list in shell.js lacks a file, the app lacks it offline. If a listed file is not served, the worker's install
// fails.
func TestShellListsEveryFileOfTheApp(t *testing.T) {
	shell, err := fs.ReadFile(embedded, "app/shell.js")
	if err != nil {
		t.Fatal(err)
	}
	list := regexp.MustCompile(`(?s)SHELL = \[(.*?)\]`).FindSubmatch(shell)
	if list == nil {
		t.Fatal("shell.js has no list SHELL")
	}
	kept := map[string]bool{}
	h := newHandler(builtPolyfill())
	for _, m := range regexp.MustCompile(`'([^']+)'`).FindAllSubmatch(list[1], -1) {
		name := string(m[1])
		kept[name] = true
		if w := get(t, h, name); w.Code != http.StatusOK {
			t.Errorf("shell.js lists %s, which is answered with %d", name, w.Code)
		}
	}
	// The browser stores the worker's own scripts. The page is listed as "/".
	for _, name := range []string{"sw.js", "shell.js", "index.html"} {
		kept["/"+name] = true
	}
	files, err := fs.ReadDir(embedded, "app")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if !kept["/"+file.Name()] {
			t.Errorf("shell.js does not list /%s", file.Name())
		}
	}
}
