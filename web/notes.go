package main

import (
	"errors"
	"sync"
	"time"
)

// maxNotes bounds what the server keeps in memory.
const maxNotes = 500

var (
	// errFull is for a new note when the server keeps as many as it may. Room is not made by dropping an old one:
	// its id would be forgotten, and a late second delivery stored twice.
	errFull = errors.New("the server keeps no more notes: restart the demo to empty it")
	// errOtherText is for an id that came before with another text, which is no repetition but a clash.
	errOtherText = errors.New("this id was used for another text")
)

// note is what the app sends. ID is the idempotency key: a note that comes again is the same note.
type note struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

// arrival is a note as the server got it. Background Sync promises at least once, so Deliveries can be more than one.
type arrival struct {
	note
	ReceivedAt time.Time `json:"receivedAt"`
	Deliveries int       `json:"deliveries"`
}

// notes keeps the arrivals, in order, in memory. It is safe for concurrent use.
type notes struct {
	limit int

	mu       sync.Mutex
	arrivals []arrival
	index    map[string]int
}

func newNotes(limit int) *notes {
	return &notes{limit: limit, index: make(map[string]int)}
}

// deliver stores n once, however often it comes, and tells whether it is new. Errors: errFull, errOtherText.
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

// list is a copy of the arrivals, oldest first; never nil.
func (s *notes) list() []arrival {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]arrival{}, s.arrivals...)
}
