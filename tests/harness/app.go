//go:build linux

package harness

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"sync"

	"background-sync-polyfill/tests/fixtures"
)

// App is the server of the app under test. It is told of every sync event and decides how
// the event ends. Checks assert here, where the user's data would arrive.
type App struct {
	// Options are what the worker has in backgroundSyncPolyfillOptions, as JavaScript. Set
	// them before a page is opened.
	Options string
	// Events are the sync events that have come and were not taken yet.
	Events chan *Event
	// Results are the texts that scripts have posted to /results.
	Results chan string

	// deleteNative takes native Background Sync away from pages and workers.
	deleteNative bool
	// built serves an app that was built on the package, instead of the fixtures.
	built http.Handler
	// crowded tells that other checks show pages in the same browser at the same time.
	crowded bool

	mu sync.Mutex
	// version is the worker's. A worker with another version is an update.
	version   int
	overrides map[string]http.HandlerFunc
	requests  map[string]int
	errors    []string
}

func newApp(deleteNative bool) *App {
	return &App{
		Options:      "undefined",
		Events:       make(chan *Event, 1000),
		Results:      make(chan string, 10),
		deleteNative: deleteNative,
		overrides:    map[string]http.HandlerFunc{},
		requests:     map[string]int{},
	}
}

// Serve makes the app answer a path in another way. A nil handler takes that back.
func (a *App) Serve(path string, handler http.HandlerFunc) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.overrides[path] = handler
}

// ServeUpdate gives the worker's script another version.
func (a *App) ServeUpdate() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.version++
}

// Requests is how often the path was asked for.
func (a *App) Requests(path string) int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.requests[path]
}

// uncaught are the errors in the app's worker that nobody caught.
func (a *App) uncaught() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.errors
}

func (a *App) ServeHTTP(w http.ResponseWriter, r *http.Request) {
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
		a.Results <- string(text)
	case path == "/errors":
		text, _ := io.ReadAll(r.Body)
		a.mu.Lock()
		a.errors = append(a.errors, string(text))
		a.mu.Unlock()
	case path == "/native.js":
		a.ServeNative(w)
	case path == "/options.js":
		w.Header().Set("Content-Type", "text/javascript")
		fmt.Fprintf(w, "self.backgroundSyncPolyfillOptions = %s;", a.Options)
	case strings.HasPrefix(path, "/background-sync"):
		http.ServeFile(w, r, filepath.Join(Dist, path))
	case path == "/worker.js":
		a.ServeFixture(w, "worker.js")
		a.mu.Lock()
		fmt.Fprintf(w, "self.version = %d;\n", a.version)
		a.mu.Unlock()
	case strings.HasSuffix(path, "/"):
		a.ServeFixture(w, "index.html")
	default:
		a.ServeFixture(w, filepath.Base(path))
	}
}

// ServeNative serves the script that pages and workers load before all others. It makes
// the browser what the check needs: without native support, for example.
func (a *App) ServeNative(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/javascript")
	if a.deleteNative {
		a.ServeFixture(w, "delete-native.js")
	}
	if a.crowded {
		// Pages of other checks hide this one and show it again. That must wake no worker.
		io.WriteString(w, `globalThis.document?.addEventListener('visibilitychange', (event) => event.stopImmediatePropagation());`)
	}
}

// ServeFixture serves a file of tests/fixtures.
func (a *App) ServeFixture(w http.ResponseWriter, name string) {
	text, err := fixtures.Files.ReadFile(name)
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

// receive is told of a sync event, and holds the request until the check has decided how
// the event ends.
func (a *App) receive(w http.ResponseWriter, r *http.Request) {
	event := &Event{answer: make(chan int, 1), Gone: r.Context().Done()}
	if err := json.NewDecoder(r.Body).Decode(event); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	a.Events <- event
	select {
	case status := <-event.answer:
		w.WriteHeader(status)
	case <-r.Context().Done():
	}
}
