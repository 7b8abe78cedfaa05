//go:build linux

package tests

import (
	"encoding/json"
	"mime"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"background-sync-polyfill/tests/browser"
)

// builtApps is where `make apps` builds them.
const builtApps = "npm/apps"

// note is what the apps send; a check gives each another text.
type note struct{ Text string }

// noteServer serves the files of a built app as a host that compresses nothing, and accepts its
// notes.
type noteServer struct {
	accepted chan note

	mu  sync.Mutex
	dir string
	// others are the answers to the next request for a note that is not to be accepted, and with
	// an empty text to all requests.
	others map[string]answer
}

type answer func(w http.ResponseWriter, r *http.Request, received note)

// newBuiltSite is the site of a built app: the harness serves nothing of its own there.
func newBuiltSite(t *testing.T, target target, name string) (*site, *noteServer) {
	t.Helper()
	s := newSite(t, target)
	server := &noteServer{accepted: make(chan note, 1000), others: map[string]answer{}}
	server.deploy(t, name)
	s.app.built = server
	t.Cleanup(func() {
		select {
		case extra := <-server.accepted:
			t.Errorf("the server got one more note than expected: %q", extra.Text)
		default:
		}
	})
	return s, server
}

// deploy serves another app, as after an update.
func (n *noteServer) deploy(t *testing.T, name string) {
	t.Helper()
	dir := filepath.Join(builtApps, name, "dist")
	if _, err := os.Stat(filepath.Join(dir, "index.html")); err != nil {
		t.Fatal("the app is not built: run `make apps` first, or for all apps `make test-apps`: ", err)
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.dir = dir
}

// answer has the next request for that note answered in another way, or all requests if the
// text is empty; nil takes that back.
func (n *noteServer) answer(text string, other answer) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.others[text] = other
}

// hold lets the next request for that note wait: reached is closed when it has come, and release
// accepts it.
func (n *noteServer) hold(text string) (reached <-chan struct{}, release func()) {
	arrived, released := make(chan struct{}), make(chan struct{})
	n.answer(text, func(w http.ResponseWriter, r *http.Request, received note) {
		close(arrived)
		select {
		case <-released:
			n.accept(w, received)
		case <-r.Context().Done():
		}
	})
	return arrived, func() { close(released) }
}

func (n *noteServer) takeAnswer(text string) answer {
	n.mu.Lock()
	defer n.mu.Unlock()
	if other := n.others[text]; other != nil {
		delete(n.others, text)
		return other
	}
	return n.others[""]
}

func (n *noteServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodPost {
		n.receive(w, r)
		return
	}
	name := path.Clean(r.URL.Path)
	if name == "/" {
		name = "/index.html"
	}
	n.mu.Lock()
	file := filepath.Join(n.dir, name)
	n.mu.Unlock()
	content, err := os.ReadFile(file)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", mime.TypeByExtension(filepath.Ext(file)))
	w.Write(content)
}

func (n *noteServer) receive(w http.ResponseWriter, r *http.Request) {
	var received note
	if err := json.NewDecoder(r.Body).Decode(&received); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	if other := n.takeAnswer(received.Text); other != nil {
		other(w, r, received)
		return
	}
	n.accept(w, received)
}

func (n *noteServer) accept(w http.ResponseWriter, received note) {
	n.accepted <- received
	w.WriteHeader(http.StatusNoContent)
}

// unreachable answers as if there were no server. It is a redirect that no browser may follow:
// after a connection that is merely cut, some browsers repeat the request by themselves.
func unreachable(w http.ResponseWriter, r *http.Request, _ note) {
	http.Redirect(w, r, "http://localhost:1/", http.StatusTemporaryRedirect)
}

// refused is the answer of a server that cannot do its work.
func refused(w http.ResponseWriter, _ *http.Request, _ note) {
	w.WriteHeader(http.StatusServiceUnavailable)
}

// openApp opens a page of a built app that its worker controls.
func (s *site) openApp() browser.Page {
	s.t.Helper()
	page := s.openBare("/")
	s.must(page.Eval(s.ctx, `await navigator.serviceWorker.ready;`, nil, nil))
	s.must(page.Navigate(s.ctx, s.listener.Origin()+"/"))
	s.must(page.Eval(s.ctx, `
		while (!navigator.serviceWorker.controller) {
			await new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done, {once: true}));
		}`, nil, nil))
	return page
}

// write writes notes in the app's form, each once the app has said that the one before is kept.
func (s *site) write(page browser.Page, texts ...string) {
	s.t.Helper()
	s.must(page.Eval(s.ctx, `
		const form = document.querySelector('form');
		for (const text of args) {
			form.elements.note.value = text;
			form.requestSubmit();
			const kept = 'Kept: ' + text;
			while (form.elements.state.value !== kept) await new Promise((done) => setTimeout(done, 10));
		}`, texts, nil))
}

// restartWorkers ends the workers while the browser is offline, and loads the page anew: WebKit
// has loaded it while the process of the worker and of the page ended, so it may lack its script,
// without which the form's button would leave the page.
func (s *site) restartWorkers(page browser.Page) {
	s.t.Helper()
	s.must(s.listener.Start()) // The browser stays offline.
	s.must(s.browser.StopWorkers(s.ctx))
	s.must(page.Navigate(s.ctx, s.listener.Origin()+"/"))
	s.must(page.Eval(s.ctx, `
		while (!navigator.serviceWorker.controller || !('sync' in ServiceWorkerRegistration.prototype)) {
			await new Promise((done) => setTimeout(done, 10));
		}`, nil, nil))
	s.must(s.listener.Stop())
}

// serves waits until the server has accepted these notes, each once and in this order.
func (s *site) serves(server *noteServer, want ...string) {
	s.t.Helper()
	var got []string
	for range want {
		select {
		case accepted := <-server.accepted:
			got = append(got, accepted.Text)
		case <-s.ctx.Done():
			s.t.Fatalf("the server has accepted %q, want %q", got, want)
		}
	}
	if !slices.Equal(got, want) {
		s.t.Errorf("the server has accepted %q, want %q", got, want)
	}
}
