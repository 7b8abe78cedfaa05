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
	// maxText is in characters and stands in the app's textarea too, as maxlength.
	maxText = 1000
	// maxBody leaves room for maxText characters of which each is written as two \u escapes.
	maxBody = 16 << 10
)

// Lower case only, as crypto.randomUUID writes it: in two spellings one key would be two.
var uuid = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

// httpError is an error that the client can do something about, with the status that says so.
type httpError struct {
	status int
	text   string
}

func (e httpError) Error() string { return e.text }

// routeNotes serves POST /notes and GET /notes.
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
		// The status is out by now; a client that has gone is not told anything.
		_, _ = w.Write(body)
	})
}

// readNote reads and checks the request's note. Its errors are httpErrors.
func readNote(w http.ResponseWriter, r *http.Request) (note, error) {
	// A form of another site cannot send this type, so no other site can post here unasked.
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
