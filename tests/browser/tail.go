//go:build linux

package browser

import (
	"slices"
	"sync"
)

// tailLength is enough for the last messages of a browser that ends in an error.
const tailLength = 4 << 10

// tail keeps the end of what is written to it.
type tail struct {
	mu   sync.Mutex
	text []byte

	// changed is closed at the next write.
	changed chan struct{}
}

func newTail() *tail {
	return &tail{changed: make(chan struct{})}
}

// Write implements [io.Writer]. It never fails.
func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.text = append(t.text, b...)
	if extra := len(t.text) - tailLength; extra > 0 {
		t.text = slices.Delete(t.text, 0, extra)
	}
	close(t.changed)
	t.changed = make(chan struct{})
	return len(b), nil
}

// read returns what is kept and a channel that is closed when there is more.
func (t *tail) read() (text string, changed <-chan struct{}) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.text), t.changed
}

// String returns what is kept.
func (t *tail) String() string {
	text, _ := t.read()
	return text
}
