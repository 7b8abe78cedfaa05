package monitor

import (
	"slices"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/polyfill/world"
)

// promises are what the app may rely on: once register() has resolved, the tag is on disk
// until an event that fired after the call has succeeded or was the last chance. since has,
// for each tag, the number of events before the latest call.
type promises struct {
	since  map[string]int
	purges int
}

// promise is a call of register(). It becomes a promise to the app when the call resolves.
type promise struct {
	tag    string
	since  int
	purges int
}

// RegisterCalled is called before register(), and the returned function with its answer.
func (m *Monitor) RegisterCalled(k *world.Worker, tag string) (answered func(error)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	call := workersTag{k, tag}
	m.asked[call]++
	p := promise{tag, len(m.firings), m.promises.purges}
	return func(err error) {
		m.mu.Lock()
		defer m.mu.Unlock()
		if !m.w.IsAlive(k) {
			return
		}
		if m.asked[call]--; m.asked[call] == 0 {
			delete(m.asked, call)
		}
		if err == nil {
			m.promises.add(p)
		}
	}
}

// add adds a promise, unless the disk was emptied after the call.
func (p *promises) add(made promise) {
	if p.purges != made.purges {
		return
	}
	if p.since == nil {
		p.since = map[string]int{}
	}
	p.since[made.tag] = max(p.since[made.tag], made.since)
}

func (p *promises) purge() {
	p.purges++
	clear(p.since)
}

// CheckPromises finds every tag that is gone before its promise was kept, or that has fewer
// attempts left than were promised.
func (m *Monitor) CheckPromises() {
	m.mu.Lock()
	defer m.mu.Unlock()
	for tag, since := range m.promises.since {
		if r, found := m.stored[tag]; found {
			m.checkChances(r, since)
			continue
		}
		if !slices.ContainsFunc(m.firings[since:], func(f *firing) bool { return f.tag == tag && m.answers(f) }) {
			m.violated(NeverLost, "%q is not on disk, and no event answered for it", tag)
		}
		delete(m.promises.since, tag)
	}
}

// checkChances skips a tag that was registered again while it fired, because its attempts
// start over only when that event ends.
func (m *Monitor) checkChances(r polyfill.Registration, since int) {
	if r.State == polyfill.ReregisteredWhileFiring {
		return
	}
	failures := 0
	for _, f := range m.firings[since:] {
		if f.tag == r.Tag && m.over(f) && f.failed() {
			failures++
		}
	}
	if r.NumAttempts > failures {
		m.violated(StartsOver, "%q has numAttempts %d, but only %d of its events have failed since register()", r.Tag, r.NumAttempts, failures)
	}
}

// answers reports whether the event has kept the promise.
func (m *Monitor) answers(f *firing) bool {
	return m.over(f) && (!f.failed() || f.event.LastChance)
}
