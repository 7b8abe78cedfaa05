//go:build linux

package tests

import (
	"embed"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

//go:embed fixtures
var fixtures embed.FS

// dist is what `make build` made, used as an app would use it.
const dist = "../dist"

// coreFile and plainCoreFile are the addresses of the core, as gzip and as it is.
const (
	coreFile      = "/background-sync.wasm.gz"
	plainCoreFile = "/background-sync.wasm"
)

// app is the server side of the app under test. It is told of every sync event
// and decides how the event ends: tests assert here, where the user's data
// would arrive.
type app struct {
	deleteNative bool
	// built serves an app that was built from the package, instead of the fixtures.
	built http.Handler
	// crowded tells that other checks show pages in the same browser.
	crowded bool
	// version is the worker's; another one is an update.
	version int
	// options are the worker's backgroundSyncPolyfillOptions, as JavaScript.
	options string

	arrivals chan *arrival
	// results are what scripts in the worker post to /results.
	results chan string

	mu        sync.Mutex
	overrides map[string]http.HandlerFunc
	requests  map[string]int
	errors    []string
}

// arrival is one sync event, whose handler waits for the answer.
type arrival struct {
	Tag        string
	LastChance bool
	// Scope and Version are the worker's.
	Scope   string
	Version int

	answer chan int
	// gone is closed when the worker no longer waits for the answer.
	gone <-chan struct{}
}

func (a *arrival) succeed() { a.answer <- http.StatusNoContent }
func (a *arrival) fail()    { a.answer <- http.StatusInternalServerError }

func newApp(deleteNative bool) *app {
	return &app{
		deleteNative: deleteNative,
		options:      "undefined",
		arrivals:     make(chan *arrival, 1000),
		results:      make(chan string, 10),
		overrides:    map[string]http.HandlerFunc{},
		requests:     map[string]int{},
	}
}

// serve makes the app answer a path in another way; nil takes that back.
func (a *app) serve(path string, handler http.HandlerFunc) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.overrides[path] = handler
}

// update gives the worker's script another version.
func (a *app) update() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.version++
}

// requested is how often the path was asked for.
func (a *app) requested(path string) int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.requests[path]
}

// coresRequested is how often the core was asked for, in either form.
func (a *app) coresRequested() int { return a.requested(coreFile) + a.requested(plainCoreFile) }

// reported returns what went wrong in the app's worker, uncaught.
func (a *app) reported() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.errors
}

func (a *app) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a.mu.Lock()
	a.requests[r.URL.Path]++
	override := a.overrides[r.URL.Path]
	a.mu.Unlock()
	w.Header().Set("Cache-Control", "no-cache")
	switch path := r.URL.Path; {
	case override != nil:
		override(w, r)
	case a.built != nil:
		a.built.ServeHTTP(w, r)
	case path == "/events":
		a.receive(w, r)
	case path == "/results":
		text, _ := io.ReadAll(r.Body)
		a.results <- string(text)
	case path == "/errors":
		text, _ := io.ReadAll(r.Body)
		a.mu.Lock()
		a.errors = append(a.errors, string(text))
		a.mu.Unlock()
	case path == "/native.js":
		a.serveNative(w)
	case path == "/options.js":
		w.Header().Set("Content-Type", "text/javascript")
		fmt.Fprintf(w, "self.backgroundSyncPolyfillOptions = %s;", a.options)
	case strings.HasPrefix(path, "/background-sync"):
		http.ServeFile(w, r, filepath.Join(dist, path))
	case path == "/worker.js":
		a.serveFixture(w, "worker.js")
		a.mu.Lock()
		fmt.Fprintf(w, "self.version = %d;\n", a.version)
		a.mu.Unlock()
	case strings.HasSuffix(path, "/"):
		a.serveFixture(w, "index.html")
	default:
		a.serveFixture(w, filepath.Base(path))
	}
}

// serveNative serves what makes the browser as the check wants it, in pages and
// workers, before anything else is loaded.
func (a *app) serveNative(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/javascript")
	if a.deleteNative {
		a.serveFixture(w, "delete-native.js")
	}
	if a.crowded {
		// Pages hide one another; none is to take its turn for an occasion.
		io.WriteString(w, `globalThis.document?.addEventListener('visibilitychange', (event) => event.stopImmediatePropagation());`)
	}
}

func (a *app) serveFixture(w http.ResponseWriter, name string) {
	text, err := fixtures.ReadFile("fixtures/" + name)
	if err != nil {
		http.Error(w, err.Error(), http.StatusNotFound)
		return
	}
	contentType := "text/javascript"
	if strings.HasSuffix(name, ".html") {
		contentType = "text/html"
	}
	w.Header().Set("Content-Type", contentType)
	w.Write(text)
}

func (a *app) receive(w http.ResponseWriter, r *http.Request) {
	arrived := &arrival{answer: make(chan int, 1), gone: r.Context().Done()}
	if err := json.NewDecoder(r.Body).Decode(arrived); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	a.arrivals <- arrived
	select {
	case status := <-arrived.answer:
		w.WriteHeader(status)
	case <-r.Context().Done():
	}
}

// builtFiles reports what of dist is missing.
func builtFiles() error {
	_, err := os.Stat(filepath.Join(dist, coreFile))
	return err
}
