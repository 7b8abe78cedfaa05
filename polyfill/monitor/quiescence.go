package monitor

import (
	"time"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/polyfill/world"
)

// Woken is told that a worker is about to be woken.
func (m *Monitor) Woken() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.diskFull {
		clear(m.excused)
	}
}

// ClockSet is told that somebody sets the clock. What follows from that may wait for the
// next wake-up.
func (m *Monitor) ClockSet() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.excuseAll()
}

func (m *Monitor) excuseAll() {
	for tag := range m.stored {
		m.excused[tag] = true
	}
}

// SetDisk is told that from now on every transaction fails (full), or none.
func (m *Monitor) SetDisk(full bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.diskFull = full
	for _, f := range m.claims {
		f.unstored = true
	}
	m.excuseAll()
}

// DiskFull reports whether every transaction fails.
func (m *Monitor) DiskFull() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.diskFull
}

// CheckQuiescence finds every registration that could go on and does not. Call it when
// nothing more happens without a new cause, and no worker is held.
func (m *Monitor) CheckQuiescence() {
	m.mu.Lock()
	defer m.mu.Unlock()
	for call := range m.asked {
		m.violated(CallsAnswered, "register(%q) has no answer", call.tag)
	}
	if m.diskFull || len(m.w.Alive()) == 0 {
		return
	}
	for tag, r := range m.stored {
		switch {
		case m.excused[tag]:
		case m.w.HandlerRuns(tag):
			m.checkLimit(r)
		default:
			m.checkUnhandled(r)
		}
	}
}

// checkLimit finds an event that has run for too long and does not count as failed.
func (m *Monitor) checkLimit(r polyfill.Registration) {
	for _, e := range m.w.Handlers() {
		if f := m.firingOf(e); f.tag == r.Tag && m.over(f) && !f.unstored && world.Running(r) {
			m.violated(Limited, "%q is %s, and its event has run for too long", r.Tag, r.State)
		}
	}
}

// CheckLoss finds failures of the last 10 s that count although the network is now gone.
// Call it when every worker was told of the loss, and no worker is held.
func (m *Monitor) CheckLoss() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.diskFull || len(m.w.Alive()) == 0 {
		return
	}
	now := m.w.Clock.Now()
	for tag, r := range m.stored {
		a := m.accounts[tag]
		if r.State == polyfill.Waiting && a.failed && now >= a.since && now.Sub(a.since) <= 10*time.Second {
			m.violated(NotCounted, "%q failed %v ago, and still waits", tag, now.Sub(a.since))
		}
	}
}

func (m *Monitor) checkUnhandled(r polyfill.Registration) {
	left := r.DelayUntil.Sub(m.w.Clock.Now())
	switch r.State {
	case polyfill.Pending:
		if m.w.Network.Online() {
			m.violated(NothingStuck, "%q is pending while online", r.Tag)
		}
	case polyfill.Waiting:
		if alarm, set := m.w.NextAlarm(); !set || alarm > left {
			m.violated(NothingStuck, "%q waits for %v, and the alarm is in %v (set: %v)", r.Tag, left, alarm, set)
		}
	default:
		m.violated(NothingStuck, "%q is %s, and no handler of it runs", r.Tag, r.State)
	}
}
