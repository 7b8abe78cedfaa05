package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"
)

const (
	// maxText is the longest text of a note, in characters. The textarea in app/index.html has the same maxlength.
	maxText = 1000
	// maxBody is the largest request body, in bytes. It has room for maxText characters that are each written as two
	// \u escapes.
	maxBody = 16 << 10
)

// uuid matches an id. Only lower case is allowed, as crypto.randomUUID writes it, so that one id has one spelling.
var uuid = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

// httpError is an error that the client can correct. It is answered with its status and text.
type httpError struct {
	status int
	text   string
}

func (e httpError) Error() string { return e.text }

// routeNotes serves POST /notes, which answers 201 for a new note and 200 for a repeated one, and GET /notes, which
// lists all arrivals as JSON, oldest first.
func routeNotes(mux *http.ServeMux, kept *notes) {
	mux.HandleFunc("POST /notes", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		n, err := readNote(w, r)
		if err != nil {
			fail(w, err)
			return
		}
		isNew, err := kept.deliver(n, time.Now())
		if err != nil {
			fail(w, err)
			return
		}
		if isNew {
			w.WriteHeader(http.StatusCreated)
		}
	})
	mux.HandleFunc("GET /notes", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		body, err := json.Marshal(kept.list())
		if err != nil {
			fail(w, err)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		// If this fails, the client has gone, and nobody can be told.
		_, _ = w.Write(body)
	})
}

// readNote reads the note from the request's body and checks it. Every error is an httpError: 415 if the type is not
// JSON, 413 if the body is too large, otherwise 400.
func readNote(w http.ResponseWriter, r *http.Request) (note, error) {
	// A form on another site cannot send this type. So another site cannot post notes through a user's browser.
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != "application/json" {
		return note{}, httpError{http.StatusUnsupportedMediaType, "send the note as application/json"}
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		return note{}, httpError{http.StatusRequestEntityTooLarge, fmt.Sprintf("the body is larger than %d bytes", maxBody)}
	}
	if err != nil {
		return note{}, httpError{http.StatusBadRequest, "the body could not be read"}
	}
	var n note
	if err := json.Unmarshal(body, &n); err != nil {
		return note{}, httpError{http.StatusBadRequest, `the body is not a note: send {"id": "<uuid>", "text": "..."}`}
	}
	return n, n.check()
}

// check returns an httpError with status 400 if the note's id or text is invalid.
func (n note) check() error {
	switch {
	case !uuid.MatchString(n.ID):
		return httpError{http.StatusBadRequest, "id is not a lower-case UUID"}
	case strings.TrimSpace(n.Text) == "":
		return httpError{http.StatusBadRequest, "text is empty"}
	case utf8.RuneCountInString(n.Text) > maxText:
		return httpError{http.StatusBadRequest, fmt.Sprintf("text is longer than %d characters", maxText)}
	}
	return nil
}

// fail answers with the error's text and the status that belongs to it, 500 by default.
func fail(w http.ResponseWriter, err error) {
	status := http.StatusInternalServerError
	var e httpError
	switch {
	case errors.As(err, &e):
		status = e.status
	case errors.Is(err, errOtherText):
		status = http.StatusConflict
	case errors.Is(err, errFull):
		status = http.StatusInsufficientStorage
	}
	http.Error(w, err.Error(), status)
}
