package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

const someID = "6f0e3c0a-5d3c-4f0e-9d5c-0123456789ab"

func body(id, text string) string {
	b, err := json.Marshal(note{ID: id, Text: text})
	if err != nil {
		panic(err)
	}
	return string(b)
}

func post(t *testing.T, h http.Handler, body string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, "/notes", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	w := do(t, h, r)
	if got := w.Header().Get("Cache-Control"); got != "no-store" {
		t.Errorf("POST /notes, %d: Cache-Control %q, want no-store", w.Code, got)
	}
	return w
}

func listed(t *testing.T, h http.Handler) []arrival {
	t.Helper()
	w := get(t, h, "/notes")
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "application/json" || w.Header().Get("Cache-Control") != "no-store" {
		t.Fatalf("GET /notes: %d %v", w.Code, w.Header())
	}
	var got []arrival
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	return got
}

func TestEmptyListIsAJSONArray(t *testing.T) {
	if got := get(t, newHandler(builtPolyfill()), "/notes").Body.String(); got != "[]" {
		t.Fatalf("GET /notes answers %q, want []", got)
	}
}

func TestRepeatedNoteIsKeptOnce(t *testing.T) {
	h := newHandler(builtPolyfill())
	other := strings.Replace(someID, "6", "7", 1)
	for i, step := range []struct {
		id, text string
		want     int
	}{
		{someID, "one", http.StatusCreated},
		{other, "two", http.StatusCreated},
		{someID, "one", http.StatusOK},
		{someID, "one", http.StatusOK},
		{someID, "not one", http.StatusConflict},
	} {
		if w := post(t, h, body(step.id, step.text)); w.Code != step.want {
			t.Errorf("step %d: %d %q, want %d", i, w.Code, w.Body, step.want)
		}
	}
	got := listed(t, h)
	if len(got) != 2 || got[0].Text != "one" || got[0].Deliveries != 3 || got[1].Text != "two" || got[1].Deliveries != 1 {
		t.Fatalf("the server lists %+v, want one with 3 deliveries and two with 1", got)
	}
	if got[0].ID != someID || got[0].ReceivedAt.IsZero() {
		t.Fatalf("the server lists %+v, want the ID %s and a time", got[0], someID)
	}
}

func TestInvalidNoteIsRefusedWithTheReason(t *testing.T) {
	h := newHandler(builtPolyfill())
	for name, c := range map[string]struct {
		body string
		want int
		says string
	}{
		"longest text, in bytes too": {body(someID, strings.Repeat("😀", maxText)), http.StatusCreated, ""},
		"text too long":              {body(someID, strings.Repeat("x", maxText+1)), http.StatusBadRequest, "longer than 1000"},
		"body too large":             {body(someID, strings.Repeat("x", maxBody)), http.StatusRequestEntityTooLarge, "larger than 16384"},
		"text of blanks":             {body(someID, " \n"), http.StatusBadRequest, "text is empty"},
		"no text":                    {`{"id":"` + someID + `"}`, http.StatusBadRequest, "text is empty"},
		"no id":                      {`{"text":"x"}`, http.StatusBadRequest, "UUID"},
		"upper-case id":              {body(strings.ToUpper(someID), "x"), http.StatusBadRequest, "UUID"},
		"id with more around it":     {body(someID+"\n", "x"), http.StatusBadRequest, "UUID"},
		"not JSON":                   {"hello", http.StatusBadRequest, "not a note"},
		"two values":                 {body(someID, "x") + "{}", http.StatusBadRequest, "not a note"},
		"empty":                      {"", http.StatusBadRequest, "not a note"},
	} {
		if w := post(t, h, c.body); w.Code != c.want || !strings.Contains(w.Body.String(), c.says) {
			t.Errorf("%s: %d %q, want %d %q", name, w.Code, w.Body, c.want, c.says)
		}
	}
	if got := listed(t, h); len(got) != 1 {
		t.Errorf("the server keeps %d notes, want only the valid one", len(got))
	}
}

// A client may write each character of the text as \u escapes.
func TestLongestTextFitsIntoTheBodyWhenEscaped(t *testing.T) {
	h := newHandler(builtPolyfill())
	escaped := fmt.Sprintf(`{"id":%q,"text":"%s"}`, someID, strings.Repeat(`\ud83d\ude00`, maxText))
	if w := post(t, h, escaped); w.Code != http.StatusCreated {
		t.Fatalf("POST /notes answers %d %q, want 201", w.Code, w.Body)
	}
}

func TestPostNeedsJSONType(t *testing.T) {
	h := newHandler(builtPolyfill())
	for _, kind := range []string{"", "text/plain", "application/x-www-form-urlencoded"} {
		r := httptest.NewRequest(http.MethodPost, "/notes", strings.NewReader(body(someID, "x")))
		r.Header.Set("Content-Type", kind)
		if w := do(t, h, r); w.Code != http.StatusUnsupportedMediaType {
			t.Errorf("Content-Type %q: POST /notes answers %d, want 415", kind, w.Code)
		}
	}
}

func TestOtherMethodsAreRefused(t *testing.T) {
	for _, method := range []string{http.MethodDelete, http.MethodPut} {
		if w := do(t, newHandler(builtPolyfill()), httptest.NewRequest(method, "/notes", nil)); w.Code != http.StatusMethodNotAllowed {
			t.Errorf("%s /notes answers %d, want 405", method, w.Code)
		}
	}
}

func TestFullServerRefusesNewNotesAndRecognizesOldOnes(t *testing.T) {
	mux := http.NewServeMux()
	routeNotes(mux, newNotes(1))
	other := strings.Replace(someID, "6", "7", 1)
	for i, step := range []struct {
		id   string
		want int
	}{
		{someID, http.StatusCreated},
		{other, http.StatusInsufficientStorage},
		{someID, http.StatusOK},
	} {
		if w := post(t, mux, body(step.id, "x")); w.Code != step.want {
			t.Errorf("step %d: %d %q, want %d", i, w.Code, w.Body, step.want)
		}
	}
	if got := listed(t, mux); len(got) != 1 || got[0].Deliveries != 2 {
		t.Errorf("the server lists %+v, want one note with 2 deliveries", got)
	}
}
