package polyfill_test

import (
	"slices"

	"background-sync-polyfill/polyfill"
)

// promises are what the app may rely on: once register() has resolved, the tag
// is on disk until an event that fired after the call has succeeded or has been
// the last chance. Each tag has the number of events before its latest call.
type promises struct {
	since  map[string]int
	purges int
}

// promise is a call of register() that may become one.
type promise struct {
	tag    string
	since  int
	purges int
}

// calls is told of a call of register(), and returns whom to tell the answer.
func (m *monitor) calls(k *worker, tag string) (answered func(error)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	call := workersTag{k, tag}
	m.asked[call]++
	p := promise{tag, len(m.firings), m.promises.purges}
	return func(err error) {
		m.mu.Lock()
		defer m.mu.Unlock()
		if !slices.Contains(m.alive, k) {
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

// add forgets a promise that the disk's loss has overtaken.
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

// checkPromises complains about every tag that is owed to the app and gone, or has fewer
// chances left than it is owed.
func (m *monitor) checkPromises() {
	m.mu.Lock()
	defer m.mu.Unlock()
	for tag, since := range m.promises.since {
		if r, found := m.stored[tag]; found {
			m.checkChances(r, since)
			continue
		}
		if !slices.ContainsFunc(m.firings[since:], func(f *firing) bool { return f.tag == tag && m.answers(f) }) {
			m.violated(neverLost, "%q is not on disk, and no event answered for it", tag)
		}
		delete(m.promises.since, tag)
	}
}

// checkChances leaves out a tag that was registered again while it fired: its attempts start
// over when that event ends.
func (m *monitor) checkChances(r polyfill.Registration, since int) {
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
		m.violated(startsOver, "%d failures are held against %q, which has failed %d times since register()", r.NumAttempts, r.Tag, failures)
	}
}

// answers reports whether the event has done what was promised.
func (m *monitor) answers(f *firing) bool {
	return m.over(f) && (!f.failed() || f.event.LastChance)
}
