//go:build js && wasm

package idbstore

import (
	"errors"
	"strings"
	"syscall/js"

	"github.com/hack-pad/go-indexeddb/idb"
)

// mayHelpToReopen reports whether the failed work may succeed on a new connection. The
// browser may have closed the old one, or lost the server behind it, as iOS does for pages
// in the background. An aborted upgrade has changed nothing, so it can be tried again, too.
func mayHelpToReopen(err error) bool {
	if errors.Is(err, errNoSchema) {
		return true
	}
	name := exceptionName(err)
	return name == "InvalidStateError" || name == "UnknownError"
}

// exceptionName returns the name of a DOMException, "" for any other error.
func exceptionName(err error) string {
	// The library passes on a thrown exception as a plain js.Error.
	var thrown js.Error
	if errors.As(err, &thrown) {
		if thrown.Type() != js.TypeObject {
			return ""
		}
		return thrown.Get("name").String()
	}
	// An exception that an event brings has a type of its own, whose text begins with the name.
	var arrived idb.DOMException
	if errors.As(err, &arrived) {
		name, _, _ := strings.Cut(arrived.Error(), ":")
		return name
	}
	return ""
}
