package polyfill_test

import (
	"slices"
	"time"

	"background-sync-polyfill/polyfill"
)

// looks is told that a worker is about to look around.
func (m *monitor) looks() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.diskFull {
		clear(m.excused)
	}
}

// excuse is told of something after which a worker has to look around: until
// then, whatever is on disk may lie there.
func (m *monitor) excuse() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.excuseAll()
}

func (m *monitor) excuseAll() {
	for tag := range m.stored {
		m.excused[tag] = true
	}
}

// setDisk is told that every transaction fails from now on, or none.
func (m *monitor) setDisk(full bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.diskFull = full
	for _, f := range m.claims {
		f.unstored = true
	}
	m.excuseAll()
}

// checkRest complains about what lies on disk although it could go on, when
// nothing more happens by itself and no worker is held.
func (m *monitor) checkRest() {
	m.mu.Lock()
	defer m.mu.Unlock()
	for call := range m.asked {
		m.violated(callsAnswered, "register(%q) has no answer", call.tag)
	}
	if m.diskFull || len(m.alive) == 0 {
		return
	}
	for tag, r := range m.stored {
		switch {
		case m.excused[tag]:
		case m.handled(tag):
			m.checkLimit(r)
		default:
			m.checkUnhandled(r)
		}
	}
}

// checkLimit complains about an event that is over its limit and may still
// succeed.
func (m *monitor) checkLimit(r polyfill.Registration) {
	for _, e := range m.handlers() {
		if f := m.firingOf(e); f.tag == r.Tag && m.over(f) && !f.unstored && running(r) {
			m.violated(limited, "%q is %s, and its event has run for too long", r.Tag, r.State)
		}
	}
}

// checkLoss complains about what has just failed and is held against its tag,
// although the network is now gone. Every worker has heard of that.
func (m *monitor) checkLoss() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.diskFull || len(m.alive) == 0 {
		return
	}
	now := m.clock.Now()
	for tag, r := range m.stored {
		a := m.accounts[tag]
		if r.State == polyfill.Waiting && a.failed && now >= a.since && now.Sub(a.since) <= 10*time.Second {
			m.violated(notExplained, "%q failed %v ago, and still waits", tag, now.Sub(a.since))
		}
	}
}

func (m *monitor) checkUnhandled(r polyfill.Registration) {
	left := r.DelayUntil.Sub(m.clock.Now())
	switch r.State {
	case polyfill.Pending:
		if m.network.Online() {
			m.violated(nothingStuck, "%q is pending while online", r.Tag)
		}
	case polyfill.Waiting:
		if alarm, set := m.nextAlarm(); !set || alarm > left {
			m.violated(nothingStuck, "%q waits for %v, and the alarm is in %v (set: %v)", r.Tag, left, alarm, set)
		}
	default:
		m.violated(nothingStuck, "%q is %s, and no handler of it runs", r.Tag, r.State)
	}
}

// nextAlarm returns when the next worker is to be woken.
func (w *world) nextAlarm() (left time.Duration, set bool) {
	var alarms []time.Duration
	for _, k := range w.alive {
		if left, set := k.alarm.Left(); set {
			alarms = append(alarms, left)
		}
	}
	if len(alarms) == 0 {
		return 0, false
	}
	return slices.Min(alarms), true
}
