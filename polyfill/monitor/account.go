package monitor

import (
	"math"
	"time"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/polyfill/world"
)

// account is what the contract demands of a tag after all that has happened to it.
type account struct {
	failures      int // that count
	max           int
	interruptions int // in a row
	// since and delay are the delay that the tag has now, by the wall clock; failed says
	// that a failure is the reason for it.
	since  polyfill.Instant
	delay  time.Duration
	failed bool
}

func (a *account) due(now polyfill.Instant) bool {
	return a.since == 0 || now >= a.since.Add(a.delay)
}

// wait begins a delay of 5 minutes × 3^exponent, limit at most.
func (a *account) wait(now polyfill.Instant, exponent int, limit time.Duration) {
	d := float64(5*time.Minute) * math.Pow(3, float64(exponent))
	a.since, a.delay = now, min(time.Duration(d), limit)
}

// pending ends the delay, if there is one.
func (a *account) pending() { a.since, a.failed = 0, false }

// Occasion is a worker at the beginning of a transaction, with the time and the network as
// its core saw them then.
type Occasion struct {
	Worker *world.Worker
	Now    polyfill.Instant
	Online bool
}

// Change is what a transaction has made of a tag.
type Change struct {
	Tag string
	// New is nil if the registration was removed.
	New *polyfill.Registration
}

// Committed is told of every commit, right after it. It finds the cause of each change and
// keeps the accounts by it. A change without a cause is a violation.
func (m *Monitor) Committed(at Occasion, changes []Change) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.remember(changes)
	for _, c := range changes {
		old, had := m.stored[c.Tag]
		if c.New == nil {
			m.removed(at, old, had)
			delete(m.stored, c.Tag)
			delete(m.accounts, c.Tag)
			continue
		}
		m.stored[c.Tag] = *c.New
		delete(m.excused, c.Tag)
		m.sees(*c.New)
		a := m.accounts[c.Tag]
		switch {
		case !had:
			a = m.added(at, *c.New)
		case *c.New == old:
		case c.New.State == polyfill.ReregisteredWhileFiring:
			m.require(world.Running(old) && m.isAsked(at, c.Tag), old, *c.New)
		case world.Running(old):
			m.stopped(a, at, old, *c.New)
		default:
			m.moved(a, at, old, *c.New)
		}
		m.checkWait(a, *c.New)
	}
}

func (m *Monitor) checkWait(a *account, r polyfill.Registration) {
	waits := r.State == polyfill.Waiting
	until := a.since.Add(a.delay)
	if waits == (a.since == 0) || waits && r.DelayUntil != until {
		m.violated(RightWait, "%q is %s until %v, want a delay of %v until %v", r.Tag, r.State, r.DelayUntil, a.delay, until)
	}
}

func (m *Monitor) require(cause bool, old, new polyfill.Registration) {
	if !cause {
		m.violated(CauseForAll, "%q went from %s to %s", new.Tag, old.State, new.State)
	}
}

func (m *Monitor) isAsked(at Occasion, tag string) bool {
	return m.asked[workersTag{at.Worker, tag}] > 0
}

// endedAt returns the worker's event of the tag, if it is over.
func (m *Monitor) endedAt(at Occasion, tag string) (f *firing, ended bool) {
	f = m.claims[workersTag{at.Worker, tag}]
	return f, f != nil && m.over(f)
}

func (m *Monitor) added(at Occasion, r polyfill.Registration) *account {
	if !m.isAsked(at, r.Tag) {
		m.violated(CauseForAll, "%q was added without a register()", r.Tag)
	}
	a := &account{max: at.Worker.Params.MaxAttempts}
	m.accounts[r.Tag] = a
	return a
}

func (m *Monitor) removed(at Occasion, old polyfill.Registration, had bool) {
	f, ended := m.endedAt(at, old.Tag)
	switch {
	case !had:
	case !ended:
		m.violated(NeverLost, "%q was removed, and no event of it ended", old.Tag)
	case old.State == polyfill.ReregisteredWhileFiring:
		m.violated(NeverLost, "%q was removed, and was registered again while it fired", old.Tag)
	case f.failed() && !f.event.LastChance:
		m.violated(NeverLost, "%q was removed, and had chances left", old.Tag)
	}
}

// stopped checks the change of a registration whose event has ended or was interrupted.
func (m *Monitor) stopped(a *account, at Occasion, old, new polyfill.Registration) {
	f, ended := m.endedAt(at, old.Tag)
	again := old.State == polyfill.ReregisteredWhileFiring
	switch {
	case !ended:
		m.interrupted(a, at, old, new)
	case again:
		*a = account{max: at.Worker.Params.MaxAttempts}
	case !f.failed():
		m.violated(DoneIsDone, "%q has succeeded, and stays", old.Tag)
	case f.event.LastChance:
		m.violated(LastIsLast, "%q has failed on its last chance, and stays", old.Tag)
	case at.Online:
		*a = account{failures: a.failures + 1, max: a.max, failed: true}
		a.wait(at.Now, a.failures-1, math.MaxInt64)
	default:
		*a = account{failures: a.failures, max: a.max}
	}
}

func (m *Monitor) interrupted(a *account, at Occasion, old, new polyfill.Registration) {
	if m.w.HandlerRuns(old.Tag) {
		m.violated(OneAtATime, "%q is taken for interrupted, and a handler of it runs", old.Tag)
	}
	if old.State == polyfill.ReregisteredWhileFiring {
		a.failures, a.max = 0, at.Worker.Params.MaxAttempts
	}
	a.pending()
	if a.interruptions++; a.interruptions > 10 {
		a.wait(at.Now, a.interruptions-11, time.Hour)
	}
	if new.State == polyfill.Firing {
		m.begun(a, at, new.Tag)
	}
}

// moved checks the change of a registration that has no running event.
func (m *Monitor) moved(a *account, at Occasion, old, new polyfill.Registration) {
	switch {
	case new.State == polyfill.Firing:
		m.begun(a, at, new.Tag)
	case m.isAsked(at, new.Tag) && startedOver(new, at.Worker.Params):
		a.failures, a.max = 0, at.Worker.Params.MaxAttempts
		a.pending()
	case old.State != polyfill.Waiting:
		m.require(false, old, new)
	case new.State == polyfill.Waiting:
		// The clock was set back to before the delay, which begins anew.
		m.require(at.Now < a.since, old, new)
		a.since = at.Now
	case new.NumAttempts < old.NumAttempts:
		soon := at.Now >= a.since && at.Now.Sub(a.since) <= 10*time.Second
		m.require(m.told[at.Worker] > 0 && a.failed && soon, old, new)
		a.failures--
		a.pending()
	default:
		if !a.due(at.Now) {
			m.violated(NotEarly, "%q is pending before its wait is over", new.Tag)
		}
		a.pending()
	}
}

func startedOver(r polyfill.Registration, p polyfill.Parameters) bool {
	return r.State == polyfill.Pending && r.NumAttempts == 0 && r.MaxAttempts == p.MaxAttempts
}

// begun checks a registration that has become firing.
func (m *Monitor) begun(a *account, at Occasion, tag string) {
	if !at.Online {
		m.violated(NotOffline, "%q fires while offline", tag)
	}
	if !a.due(at.Now) {
		m.violated(NotEarly, "%q fires %v after a failure, and was to wait for %v", tag, at.Now.Sub(a.since), a.delay)
	}
	a.pending()
	f := m.claims[workersTag{at.Worker, tag}]
	if f == nil {
		m.violated(OneAtATime, "%q fires, and its worker has no claim to it", tag)
		return
	}
	f.written, f.last = true, a.failures == a.max-1
}
