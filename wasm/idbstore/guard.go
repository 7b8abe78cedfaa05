//go:build js && wasm

package idbstore

import (
	"errors"
	"strings"
	"syscall/js"
	"time"

	"github.com/hack-pad/go-indexeddb/idb"

	"background-sync-polyfill/polyfill"
)

// guard bounds how long IndexedDB may take for one request, or for a commit.
type guard struct {
	timeout time.Duration
}

// inTime runs what may never return: the library's waits take no context that
// could be trusted, since a cancelled one can look like success.
func (g guard) inTime(wait func() error) error {
	done := make(chan error, 2) // The later one of the two has nobody to wait for.
	go func() { done <- wait() }()
	timer := time.AfterFunc(g.timeout, func() { done <- polyfill.ErrNoAnswer })
	defer timer.Stop()
	return <-done
}

// connectionLost reports whether opening the database again may help: the
// browser closed it, its server went away (iOS does that to background pages), or an
// upgrade was aborted, which has left nothing behind.
func connectionLost(err error) bool {
	if errors.Is(err, errNoSchema) {
		return true
	}
	name := exceptionName(err)
	return name == "InvalidStateError" || name == "UnknownError"
}

// exceptionName returns the name of a DOMException, "" for any other error.
// The library types those that arrive by an event in a way that tells a name
// only to who asks for it, and loses the type of those that are thrown.
func exceptionName(err error) string {
	var thrown js.Error
	if errors.As(err, &thrown) {
		if thrown.Type() != js.TypeObject {
			return ""
		}
		return thrown.Get("name").String()
	}
	var arrived idb.DOMException
	if errors.As(err, &arrived) {
		name, _, _ := strings.Cut(arrived.Error(), ":")
		return name
	}
	return ""
}
