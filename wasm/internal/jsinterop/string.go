//go:build js && wasm

// Package jsinterop has what syscall/js lacks: strings that keep every UTF-16 unit, and a
// wait for promises.
package jsinterop

import (
	"strings"
	"syscall/js"
	"unicode/utf8"
)

const (
	byteOrderMark = "\uFEFF"
	replacement   = "\uFFFD"
)

// GoString returns a JavaScript string as WTF-8 (https://simonsapin.github.io/wtf-8/): UTF-8 in which
// lone surrogates are encoded like characters. Each JavaScript string has exactly one
// such form, and [JSString] turns that into the same string again (C21).
func GoString(v js.Value) string {
	s := v.String()
	// String replaces each lone surrogate by this character.
	if !strings.Contains(s, replacement) {
		return s
	}
	boxed := js.Global().Get("Object").Invoke(v) // js.Value.Length needs an object.
	units := make([]uint16, boxed.Length())
	for i := range units {
		units[i] = uint16(boxed.Call("charCodeAt", i).Int())
	}
	return encodeWTF8(units)
}

// JSString returns the JavaScript string of a string in WTF-8, as [GoString] makes it.
func JSString(s string) js.Value {
	// js.ValueOf replaces lone surrogates, and removes a byte order mark at the start.
	if utf8.ValidString(s) && !strings.HasPrefix(s, byteOrderMark) {
		return js.ValueOf(s)
	}
	units := decodeWTF8(s)
	fromCharCode := js.Global().Get("String").Get("fromCharCode")
	var parts []any
	for len(units) > 0 {
		n := min(len(units), 1024) // Browsers limit the number of arguments of a call.
		chunk := make([]any, n)
		for i, unit := range units[:n] {
			chunk[i] = int(unit)
		}
		parts = append(parts, fromCharCode.Invoke(chunk...))
		units = units[n:]
	}
	return js.ValueOf(parts).Call("join", "")
}
