package monitor

import (
	"testing"
	"time"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/polyfill/world"
)

// Shape is that part of a stored registration which decides what happens to it next.
type Shape struct {
	state                        polyfill.State
	failures, max, interruptions int
	delay, left                  time.Duration // of one that waits
}

// sees notes the shape of a registration that is on disk.
func (m *Monitor) sees(r polyfill.Registration) {
	s := Shape{state: r.State, failures: r.NumAttempts, max: r.MaxAttempts, interruptions: r.Interruptions}
	if r.State == polyfill.Waiting {
		s.delay, s.left = r.DelayUntil.Sub(r.WaitingSince), r.DelayUntil.Sub(m.w.Clock.Now())
	}
	m.shapes[s] = true
}

// TakeShapes returns the shapes that were on disk since the last call.
func (m *Monitor) TakeShapes() map[Shape]bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, r := range m.stored {
		m.sees(r)
	}
	shapes := m.shapes
	m.shapes = map[Shape]bool{}
	return shapes
}

// Recovers reports whether a fresh worker completes such a registration with one event, if
// it is alone on the disk and its handler succeeds.
func (s Shape) Recovers(t *testing.T) bool {
	w := world.New(t)
	defer w.End()
	until := w.Clock.Now().Add(s.left)
	r := polyfill.Registration{
		Tag: "a", State: s.state, NumAttempts: s.failures, MaxAttempts: s.max, Interruptions: s.interruptions,
		WaitingSince: until.Add(-s.delay), DelayUntil: until,
	}
	err := w.Disk.Open("/").Update(polyfill.Strict, nil, func(records polyfill.Records) error { return records.Put(r) })
	if err != nil {
		t.Error(err)
	}
	w.Network.Set(true)
	w.Start().Wake()
	w.Finish(w.Succeed, w.Advance)
	return len(w.Registrations()) == 0 && len(w.Fired()) == 1
}
