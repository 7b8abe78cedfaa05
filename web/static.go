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

// buildFiles are what the app loads of the polyfill, each served from the root under its own name. The core has to
// stand beside the service worker's script.
var buildFiles = []string{"background-sync.js", "background-sync-worker.js", "background-sync.wasm.gz"}

// contentTypes are fixed here, because the system's table differs between machines and a browser
// refuses a module or a worker of the wrong type.
var contentTypes = map[string]string{
	".css":         "text/css; charset=utf-8",
	".html":        "text/html; charset=utf-8",
	".js":          "text/javascript; charset=utf-8",
	".svg":         "image/svg+xml",
	".gz":          "application/gzip",
	".webmanifest": "application/manifest+json",
}

var errNoBuild = errors.New("the polyfill is not built: run `make build`")

// checkBuild tells whether build has all that the app loads. It returns an error that wraps errNoBuild and names the
// missing file.
func checkBuild(build fs.FS) error {
	for _, name := range buildFiles {
		if _, err := fs.Stat(build, name); err != nil {
			return missing(name, err)
		}
	}
	return nil
}

func missing(name string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s is missing: %w", name, errNoBuild)
	}
	return err
}

// routeStatic serves the app and the build. The build is read anew at each request, so that a rebuild shows at once.
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

func serveFile(w http.ResponseWriter, r *http.Request, files fs.FS, name string) {
	body, err := fs.ReadFile(files, name)
	if err != nil {
		notFound(w, r, name, err)
		return
	}
	w.Header().Set("Content-Type", contentTypes[path.Ext(name)])
	// A service worker that the browser takes from its HTTP cache is an update that never arrives, and the same goes
	// for all that belongs to it.
	w.Header().Set("Cache-Control", "no-cache")
	w.Header().Set("ETag", fmt.Sprintf(`"%x"`, sha256.Sum256(body)))
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(body))
}

func notFound(w http.ResponseWriter, r *http.Request, name string, err error) {
	if slices.Contains(buildFiles, name) {
		http.Error(w, missing(name, err).Error(), http.StatusNotFound)
		return
	}
	http.NotFound(w, r)
}
