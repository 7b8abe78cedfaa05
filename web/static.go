package main

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"slices"
	"time"
)

//go:embed app
var embedded embed.FS

// buildFiles are the polyfill's files that the app loads. Each is served at the root by its own name, because the
// worker looks for the core beside its script, /sw.js.
var buildFiles = []string{"background-sync.js", "background-sync-worker.js", "background-sync.wasm.gz"}

// contentTypes has the type of each file extension. The table of package mime differs between machines, and a browser
// refuses a module or a worker of a wrong type.
var contentTypes = map[string]string{
	".css":         "text/css; charset=utf-8",
	".html":        "text/html; charset=utf-8",
	".js":          "text/javascript; charset=utf-8",
	".svg":         "image/svg+xml",
	".gz":          "application/gzip",
	".webmanifest": "application/manifest+json",
}

// errNoBuild means that a file of buildFiles is missing.
var errNoBuild = errors.New("the polyfill is not built: run `make build`")

// checkBuild returns an error if build lacks a file of buildFiles. The error names the file and wraps errNoBuild.
func checkBuild(build fs.FS) error {
	for _, name := range buildFiles {
		if _, err := fs.Stat(build, name); err != nil {
			return missing(name, err)
		}
	}
	return nil
}

// missing returns the error for a file that could not be read: one that wraps errNoBuild if there is no such file.
func missing(name string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s is missing: %w", name, errNoBuild)
	}
	return err
}

// routeStatic serves the app's and the polyfill's files. It reads build at each request, so that the next page load has
// the result of a new `make build`.
func routeStatic(mux *http.ServeMux, build fs.FS) {
	app, err := fs.Sub(embedded, "app")
	if err != nil {
		panic(err)
	}
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		serveFile(w, r, app, "index.html")
	})
	mux.HandleFunc("GET /{name}", func(w http.ResponseWriter, r *http.Request) {
		name := r.PathValue("name")
		if slices.Contains(buildFiles, name) {
			serveFile(w, r, build, name)
			return
		}
		serveFile(w, r, app, name)
	})
}

// serveFile answers with the file, or with 304 if the browser has this content.
func serveFile(w http.ResponseWriter, r *http.Request, files fs.FS, name string) {
	body, err := fs.ReadFile(files, name)
	if err != nil {
		notFound(w, r, name, err)
		return
	}
	w.Header().Set("Content-Type", contentTypes[path.Ext(name)])
	// Without this, the browser may take a worker's scripts from its HTTP cache, and the app would not be updated.
	w.Header().Set("Cache-Control", "no-cache")
	w.Header().Set("ETag", fmt.Sprintf(`"%x"`, sha256.Sum256(body)))
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(body))
}

// notFound answers 404. For a file of the polyfill, the text says that it must be built.
func notFound(w http.ResponseWriter, r *http.Request, name string, err error) {
	if slices.Contains(buildFiles, name) {
		http.Error(w, missing(name, err).Error(), http.StatusNotFound)
		return
	}
	http.NotFound(w, r)
}
