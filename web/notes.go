package main

import (
	"errors"
	"sync"
	"time"
)

// maxNotes is how many notes the server keeps in memory at most.
const maxNotes = 500

var (
	// errFull refuses a new note if the server has as many as it may keep. An old note is not removed instead, because
	// the server would not recognize its id if the note was delivered again.
	errFull = errors.New("the server keeps no more notes: restart the demo to empty it")
	// errOtherText refuses a note whose id has come before with another text.
	errOtherText = errors.New("this id was used for another text: send the note with a new id")
)

// note is a note as the app sends it. ID is the idempotency key: two notes with the same ID are the same note.
type note struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

// arrival is a note as the server keeps it. Deliveries counts how often the note has come. It can be more than one,
// because an event of Background Sync fires at least once.
type arrival struct {
	note
	ReceivedAt time.Time `json:"receivedAt"`
	Deliveries int       `json:"deliveries"`
}

// notes keeps the arrivals in memory, in the order of their first delivery. It is safe for concurrent use.
type notes struct {
	limit int

	mu       sync.Mutex
	arrivals []arrival
	index    map[string]int // from a note's ID to its place in arrivals
}

// newNotes makes a store for at most limit notes.
func newNotes(limit int) *notes {
	return &notes{limit: limit, index: make(map[string]int)}
}

// deliver stores n if it is new, and otherwise counts one more delivery of it. It returns whether n is new. The error
// is errFull if there is no room for a new note, and errOtherText if n's ID has come with another text.
func (s *notes) deliver(n note, at time.Time) (isNew bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i, ok := s.index[n.ID]; ok {
		if s.arrivals[i].Text != n.Text {
			return false, errOtherText
		}
		s.arrivals[i].Deliveries++
		return false, nil
	}
	if len(s.arrivals) >= s.limit {
		return false, errFull
	}
	s.index[n.ID] = len(s.arrivals)
	s.arrivals = append(s.arrivals, arrival{note: n, ReceivedAt: at, Deliveries: 1})
	return true, nil
}

// list returns a copy of the arrivals, oldest first. It is never nil, so its JSON is always an array.
func (s *notes) list() []arrival {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]arrival{}, s.arrivals...)
}
