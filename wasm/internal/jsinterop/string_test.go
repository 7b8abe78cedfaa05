//go:build js && wasm

package jsinterop

import (
	"syscall/js"
	"testing"
)

// C21: a JavaScript string that goes to Go and back has the same UTF-16 units.
func TestAnyStringIsTheSameAfterGoStringAndJSString(t *testing.T) {
	for _, test := range []struct{ literal, wtf8 string }{
		{`''`, ""},
		{`'outbox'`, "outbox"},
		{`'\0a\0'`, "\x00a\x00"},
		{`'\u2603'`, "☃"},
		{`'\u{1F600}'`, "😀"},
		{`'\uFFFD'`, "\uFFFD"},
		{`'\uFEFFbom'`, "\uFEFFbom"},
		{`'\uD800'`, "\xed\xa0\x80"},
		{`'\uDC00\uD800'`, "\xed\xb0\x80\xed\xa0\x80"},
		{`'\uDFFFa\u{1F600}\uD83D'`, "\xed\xbf\xbfa😀\xed\xa0\xbd"},
	} {
		original := js.Global().Call("eval", test.literal)
		inGo := GoString(original)
		if inGo != test.wtf8 {
			t.Errorf("GoString(%s) = %+q, want %+q", test.literal, inGo, test.wtf8)
		}
		if back := JSString(inGo); !back.Equal(original) {
			t.Errorf("JSString(GoString(%s)) is another string", test.literal)
		}
	}
}

// JSString makes a long string with a lone surrogate of several parts.
func TestALongStringIsTheSameAfterGoStringAndJSString(t *testing.T) {
	original := js.Global().Call("eval", `'a\uD800'.repeat(5000)`)
	if !JSString(GoString(original)).Equal(original) {
		t.Error("JSString(GoString()) of 10,000 units is another string")
	}
}

func TestAwaitReturnsTheValueOrTheReason(t *testing.T) {
	if v, err := Await(js.Global().Call("eval", `Promise.resolve(7)`)); err != nil || v.Int() != 7 {
		t.Errorf("Await() = %v, %v, want 7", v, err)
	}
	for _, rejection := range []string{`new Error('no')`, `'no'`} {
		_, err := Await(js.Global().Call("eval", `Promise.reject(`+rejection+`)`))
		if err == nil || err.Error() != "JavaScript error: no" {
			t.Errorf("rejected with %s: %v, want its message", rejection, err)
		}
	}
	if _, err := Await(js.Global().Call("eval", `Promise.reject()`)); err == nil {
		t.Error("Await() reports no error for a rejection without a reason")
	}
}
