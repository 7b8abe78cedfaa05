//go:build linux

package harness

import (
	"io"
	"net/http"

	"background-sync-polyfill/tests/fixtures"
)

// EmptyScript serves a script that does nothing.
func EmptyScript(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/javascript")
}

// JavaScript serves a script.
func JavaScript(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		io.WriteString(w, text)
	}
}

// HTML serves a page, without its doctype.
func HTML(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		io.WriteString(w, "<!doctype html>"+text)
	}
}

// File serves a file of this machine, relative to tests/.
func File(name string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, name) }
}

// Fixture is the text of a file of tests/fixtures, which must exist.
func Fixture(name string) []byte {
	text, err := fixtures.Files.ReadFile(name)
	if err != nil {
		panic(err)
	}
	return text
}
