//go:build js && wasm

package idbstore

import (
	"time"

	"background-sync-polyfill/polyfill"
)

// timeLimit bounds how long IndexedDB may take to open, to answer one request, or to commit.
type timeLimit time.Duration

// run returns the error of wait, or [polyfill.ErrNoAnswer] if wait takes longer than the
// limit. Then wait goes on in the background. The library's waits are never cancelled by a
// context, because a cancelled one can look like success.
func (limit timeLimit) run(wait func() error) error {
	done := make(chan error, 2) // Nobody reads the later one of the two results.
	go func() { done <- wait() }()
	defer limit.start(done)()
	return <-done
}

// start sends [polyfill.ErrNoAnswer] when the limit is over, unless stop is called first.
func (limit timeLimit) start(done chan<- error) (stop func() bool) {
	return time.AfterFunc(time.Duration(limit), func() { done <- polyfill.ErrNoAnswer }).Stop
}
