//go:build js && wasm

// Package jsx has what syscall/js lacks: strings that come through unit for
// unit, and promises to wait for.
package jsx

import (
	"strings"
	"syscall/js"
	"unicode/utf8"
)

const (
	byteOrderMark = "\uFEFF"
	replacement   = "\uFFFD"
)

// GoString returns a JavaScript string as WTF-8: UTF-8, with lone surrogates
// encoded as if they were characters. Every JavaScript string has exactly one
// such form, and [JSString] is the way back.
func GoString(v js.Value) string {
	s := v.String()
	// The runtime's encoder replaces what is not well-formed.
	if !strings.Contains(s, replacement) {
		return s
	}
	boxed := js.Global().Get("Object").Invoke(v) // A primitive has no Length here.
	units := make([]uint16, boxed.Length())
	for i := range units {
		units[i] = uint16(boxed.Call("charCodeAt", i).Int())
	}
	return encodeWTF8(units)
}

// JSString returns the JavaScript string of a string in WTF-8.
func JSString(s string) js.Value {
	// The runtime's decoder replaces lone surrogates and drops a byte order mark.
	if utf8.ValidString(s) && !strings.HasPrefix(s, byteOrderMark) {
		return js.ValueOf(s)
	}
	units := decodeWTF8(s)
	fromCharCode := js.Global().Get("String").Get("fromCharCode")
	var parts []any
	for len(units) > 0 {
		n := min(len(units), 1024) // A call takes only so many arguments.
		chunk := make([]any, n)
		for i, unit := range units[:n] {
			chunk[i] = int(unit)
		}
		parts = append(parts, fromCharCode.Invoke(chunk...))
		units = units[n:]
	}
	return js.ValueOf(parts).Call("join", "")
}
