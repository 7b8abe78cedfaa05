package polyfill_test

import (
	"testing"
	"time"

	"background-sync-polyfill/polyfill"
)

const (
	// longestWait is how long a fresh worker can have to wait: an hour is the
	// most that an interruption costs, and no retry takes longer.
	longestWait = time.Hour
	// mostEvents is how many events it can have to fire: one for each tag, if
	// all succeed.
	mostEvents = 10
)

// shape is all that decides the future of a stored registration.
type shape struct {
	state                        polyfill.State
	failures, max, interruptions int
	delay, left                  time.Duration // of one that waits
}

// sees is told of a registration that is on disk.
func (m *monitor) sees(r polyfill.Registration) {
	s := shape{state: r.State, failures: r.NumAttempts, max: r.MaxAttempts, interruptions: r.Interruptions}
	if r.State == polyfill.Waiting {
		s.delay, s.left = r.DelayUntil.Sub(r.WaitingSince), r.DelayUntil.Sub(m.clock.Now())
	}
	m.shapes[s] = true
}

// takeShapes returns the shapes that were on disk since the last call.
func (m *monitor) takeShapes() map[shape]bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, r := range m.stored {
		m.sees(r)
	}
	shapes := m.shapes
	m.shapes = map[shape]bool{}
	return shapes
}

// recovers reports whether a fresh worker brings such a registration, alone on
// a disk, to a good end.
func (s shape) recovers(t *testing.T) bool {
	w := newWorld(t)
	defer w.end()
	until := w.clock.Now().Add(s.left)
	r := polyfill.Registration{
		Tag: "a", State: s.state, NumAttempts: s.failures, MaxAttempts: s.max, Interruptions: s.interruptions,
		WaitingSince: until.Add(-s.delay), DelayUntil: until,
	}
	err := w.disk.Open("/").Update(polyfill.Strict, nil, func(records polyfill.Records) error { return records.Put(r) })
	if err != nil {
		t.Error(err)
	}
	w.network.Set(true)
	w.start().wake()
	w.endWell(func(tag string) { w.settle(tag, succeeded) }, w.advance)
	return len(w.list()) == 0 && len(w.fired()) == 1
}

// endWell lets handlers succeed at once and time pass, until nothing is left to
// wait for, or until that takes longer than it may.
func (w *world) endWell(settle func(tag string), advance func(time.Duration)) {
	waited, events := time.Duration(0), 0
	for events <= mostEvents {
		if handlers := w.handlers(); len(handlers) > 0 {
			settle(handlers[0].Tag)
			events++
			continue
		}
		left, set := w.nextAlarm()
		if waited += left; !set || waited > longestWait {
			return
		}
		advance(left)
	}
}
