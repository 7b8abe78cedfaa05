package polyfill_test

import (
	"math"
	"time"

	"background-sync-polyfill/polyfill"
)

// account is what a tag's history comes to, by the contract's rules.
type account struct {
	failures      int // that are held against it
	max           int
	interruptions int // in a row
	// since and delay are the wait it is in, on the clock on the wall; failed
	// says that a failure is the reason.
	since  polyfill.Instant
	delay  time.Duration
	failed bool
}

func (a *account) due(now polyfill.Instant) bool {
	return a.since == 0 || now >= a.since.Add(a.delay)
}

func (a *account) wait(now polyfill.Instant, exponent int, limit time.Duration) {
	d := float64(5*time.Minute) * math.Pow(3, float64(exponent))
	a.since, a.delay = now, min(time.Duration(d), limit)
}

// pending ends whatever wait there is.
func (a *account) pending() { a.since, a.failed = 0, false }

// committed is told of every commit. It finds the cause of each change, keeps
// the accounts by it, and complains about a change that has none.
func (m *monitor) committed(at occasion, changes []change) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.remember(changes)
	for _, c := range changes {
		old, had := m.stored[c.tag]
		if c.new == nil {
			m.removed(at, old, had)
			delete(m.stored, c.tag)
			delete(m.accounts, c.tag)
			continue
		}
		m.stored[c.tag] = *c.new
		delete(m.excused, c.tag)
		m.sees(*c.new)
		a := m.accounts[c.tag]
		switch {
		case !had:
			a = m.added(at, *c.new)
		case *c.new == old:
		case c.new.State == polyfill.ReregisteredWhileFiring:
			m.require(running(old) && m.isAsked(at, c.tag), old, *c.new)
		case running(old):
			m.stopped(a, at, old, *c.new)
		default:
			m.moved(a, at, old, *c.new)
		}
		m.checkWait(a, *c.new)
	}
}

func (m *monitor) checkWait(a *account, r polyfill.Registration) {
	waits := r.State == polyfill.Waiting
	until := a.since.Add(a.delay)
	if waits == (a.since == 0) || waits && r.DelayUntil != until {
		m.violated(rightWait, "%q is %s until %v, and its wait (%v) is over at %v", r.Tag, r.State, r.DelayUntil, a.delay, until)
	}
}

func (m *monitor) require(cause bool, old, new polyfill.Registration) {
	if !cause {
		m.violated(causeForAll, "%q went from %s to %s", new.Tag, old.State, new.State)
	}
}

func (m *monitor) isAsked(at occasion, tag string) bool {
	return m.asked[workersTag{at.worker, tag}] > 0
}

// endedAt returns the worker's event of the tag, if it is over.
func (m *monitor) endedAt(at occasion, tag string) (f *firing, ended bool) {
	f = m.claims[workersTag{at.worker, tag}]
	return f, f != nil && m.over(f)
}

func (m *monitor) added(at occasion, r polyfill.Registration) *account {
	if !m.isAsked(at, r.Tag) {
		m.violated(causeForAll, "%q was added, and nobody registered it", r.Tag)
	}
	a := &account{max: at.worker.params.MaxAttempts}
	m.accounts[r.Tag] = a
	return a
}

func (m *monitor) removed(at occasion, old polyfill.Registration, had bool) {
	f, ended := m.endedAt(at, old.Tag)
	switch {
	case !had:
	case !ended:
		m.violated(neverLost, "%q was removed, and no event of it ended", old.Tag)
	case old.State == polyfill.ReregisteredWhileFiring:
		m.violated(neverLost, "%q was removed, and was registered again while it fired", old.Tag)
	case f.failed() && !f.event.LastChance:
		m.violated(neverLost, "%q was removed, and had chances left", old.Tag)
	}
}

// stopped is about a registration whose event has ended, or is gone.
func (m *monitor) stopped(a *account, at occasion, old, new polyfill.Registration) {
	f, ended := m.endedAt(at, old.Tag)
	again := old.State == polyfill.ReregisteredWhileFiring
	switch {
	case !ended:
		m.interrupted(a, at, old, new)
	case again:
		*a = account{max: at.worker.params.MaxAttempts}
	case !f.failed():
		m.violated(doneIsDone, "%q has succeeded, and stays", old.Tag)
	case f.event.LastChance:
		m.violated(lastIsLast, "%q has failed on its last chance, and stays", old.Tag)
	case at.online:
		*a = account{failures: a.failures + 1, max: a.max, failed: true}
		a.wait(at.now, a.failures-1, math.MaxInt64)
	default:
		*a = account{failures: a.failures, max: a.max}
	}
}

func (m *monitor) interrupted(a *account, at occasion, old, new polyfill.Registration) {
	if m.handled(old.Tag) {
		m.violated(oneAtATime, "%q is taken for interrupted, and a handler of it runs", old.Tag)
	}
	if old.State == polyfill.ReregisteredWhileFiring {
		a.failures, a.max = 0, at.worker.params.MaxAttempts
	}
	a.pending()
	if a.interruptions++; a.interruptions > 10 {
		a.wait(at.now, a.interruptions-11, time.Hour)
	}
	if new.State == polyfill.Firing {
		m.begun(a, at, new.Tag)
	}
}

// moved is about a registration of which no event is running.
func (m *monitor) moved(a *account, at occasion, old, new polyfill.Registration) {
	switch {
	case new.State == polyfill.Firing:
		m.begun(a, at, new.Tag)
	case m.isAsked(at, new.Tag) && startedOver(new, at.worker.params):
		a.failures, a.max = 0, at.worker.params.MaxAttempts
		a.pending()
	case old.State != polyfill.Waiting:
		m.require(false, old, new)
	case new.State == polyfill.Waiting:
		// The clock was set back to before the wait, which begins anew.
		m.require(at.now < a.since, old, new)
		a.since = at.now
	case new.NumAttempts < old.NumAttempts:
		soon := at.now >= a.since && at.now.Sub(a.since) <= 10*time.Second
		m.require(m.told[at.worker] > 0 && a.failed && soon, old, new)
		a.failures--
		a.pending()
	default:
		if !a.due(at.now) {
			m.violated(notEarly, "%q is pending before its wait is over", new.Tag)
		}
		a.pending()
	}
}

func startedOver(r polyfill.Registration, p polyfill.Parameters) bool {
	return r.State == polyfill.Pending && r.NumAttempts == 0 && r.MaxAttempts == p.MaxAttempts
}

// begun is about a registration that is firing from now on.
func (m *monitor) begun(a *account, at occasion, tag string) {
	if !at.online {
		m.violated(notOffline, "%q fires while offline", tag)
	}
	if !a.due(at.now) {
		m.violated(notEarly, "%q fires %v after a failure, and was to wait for %v", tag, at.now.Sub(a.since), a.delay)
	}
	a.pending()
	f := m.claims[workersTag{at.worker, tag}]
	if f == nil {
		m.violated(oneAtATime, "%q fires, and its worker has no claim to it", tag)
		return
	}
	f.written, f.last = true, a.failures == a.max-1
}
