//go:build linux

package harness

import (
	"encoding/json"
	"mime"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"sync"
	"testing"
)

// builtApps is where `make apps` builds the apps, relative to tests/.
const builtApps = "npm/apps"

// Note is what the built apps send. A check gives each note another text.
type Note struct{ Text string }

// Answer answers a request for a note.
type Answer func(w http.ResponseWriter, r *http.Request, received Note)

// NoteServer is the server of a built app. It serves the app's files as a host that
// compresses nothing, and accepts notes.
type NoteServer struct {
	// Accepted are the notes that were accepted and not taken yet.
	Accepted chan Note

	mu  sync.Mutex
	dir string
	// others are answers of the check, by the text of the note. Each answers one request. The
	// one of the empty text answers all requests.
	others map[string]Answer
}

func newNoteServer() *NoteServer {
	return &NoteServer{Accepted: make(chan Note, 1000), others: map[string]Answer{}}
}

// Deploy serves the files of this app from now on.
func (n *NoteServer) Deploy(t *testing.T, name string) {
	t.Helper()
	dir := filepath.Join(builtApps, name, "dist")
	if _, err := os.Stat(filepath.Join(dir, "index.html")); err != nil {
		t.Fatalf("the app %s is not built: run `make apps`, or for all apps `make test-apps`: %v", name, err)
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.dir = dir
}

// Answer gives another answer to the next request for a note of this text, or to all
// requests if the text is empty. A nil answer takes that back.
func (n *NoteServer) Answer(text string, other Answer) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.others[text] = other
}

// Hold makes the next request for a note of this text wait. Reached is closed when the
// request has come, and release accepts the note.
func (n *NoteServer) Hold(text string) (reached <-chan struct{}, release func()) {
	arrived, released := make(chan struct{}), make(chan struct{})
	n.Answer(text, func(w http.ResponseWriter, r *http.Request, received Note) {
		close(arrived)
		select {
		case <-released:
			n.accept(w, received)
		case <-r.Context().Done():
		}
	})
	return arrived, func() { close(released) }
}

// Unreachable answers as if there were no server, by a redirect that no browser may follow.
// If the connection were cut instead, some browsers would repeat the request by themselves.
func Unreachable(w http.ResponseWriter, r *http.Request, _ Note) {
	http.Redirect(w, r, "http://localhost:1/", http.StatusTemporaryRedirect)
}

// Refused answers as a server that cannot do its work.
func Refused(w http.ResponseWriter, _ *http.Request, _ Note) {
	w.WriteHeader(http.StatusServiceUnavailable)
}

func (n *NoteServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
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

func (n *NoteServer) receive(w http.ResponseWriter, r *http.Request) {
	var received Note
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

// takeAnswer returns the check's answer to a note, or nil if the note is to be accepted.
func (n *NoteServer) takeAnswer(text string) Answer {
	n.mu.Lock()
	defer n.mu.Unlock()
	if other := n.others[text]; other != nil {
		delete(n.others, text)
		return other
	}
	return n.others[""]
}

func (n *NoteServer) accept(w http.ResponseWriter, received Note) {
	n.Accepted <- received
	w.WriteHeader(http.StatusNoContent)
}
