package polyfill_test

import (
	"slices"
	"testing/synctest"
	"time"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/polyfill/fake"
)

// ledger keeps what the app may rely on, whatever happens: once register() has
// resolved, the tag is on disk until an event that began after the call has
// succeeded or has been its last chance.
type ledger struct {
	*world
	// events has all events, in the order in which they fired.
	events []arrival
	// owed has, for each tag that must be on disk, the number of events that
	// had fired before the app's latest call.
	owed map[string]int
}

func newLedger(w *world) *ledger {
	return &ledger{world: w, owed: map[string]int{}}
}

// register is the app's call, which may fail.
func (l *ledger) register(k *worker, tag string) {
	before := len(l.news())
	if err := k.Register(tag); err == nil {
		l.owed[tag] = before
	}
	k.wake()
}

// settle ends a handler.
func (l *ledger) settle(e *fake.Event, o polyfill.Outcome) {
	age, i := l.find(e)
	l.forget(e)
	e.Settle(o)
	synctest.Wait()
	since, owed := l.owed[e.Tag]
	if owed && i >= since && age < l.params.MaxEventDuration && (!o.Failed || e.LastChance) {
		delete(l.owed, e.Tag)
	}
}

// audit complains about every owed tag that is not on disk.
func (l *ledger) audit() {
	l.news()
	if _, err := l.disk.Open("/").All(); err != nil {
		return
	}
	for tag, since := range l.owed {
		if _, found := l.registration(tag); found {
			continue
		}
		if !l.outlived(tag, since) {
			l.Errorf("%q is lost: it is not on disk, and no event answered for it", tag)
		}
		delete(l.owed, tag)
	}
}

// outlived reports whether the last chance of the tag ran for too long.
func (l *ledger) outlived(tag string, since int) bool {
	return slices.ContainsFunc(l.events[since:], func(e arrival) bool {
		return e.Tag == tag && e.LastChance && time.Since(e.at) >= l.params.MaxEventDuration
	})
}

// finish lets everything end well: online, with a worker that lives and
// handlers that succeed at once, and nothing but the alarm to wake it.
func (l *ledger) finish() {
	l.disk.Fail(nil)
	l.network.Set(true)
	for len(l.alive) > 0 {
		l.alive[0].kill()
	}
	l.start().wake()
	for waiting := true; waiting; {
		for len(l.handlers()) > 0 {
			l.settle(l.handlers()[0], succeeded)
		}
		l.audit()
		var left time.Duration
		left, waiting = l.worker.alarm.Left()
		l.advance(left)
	}
	l.wantList()
	for tag := range l.owed {
		l.Errorf("%q has never got its event", tag)
	}
}

func (l *ledger) news() []arrival {
	l.events = append(l.events, l.fired()...)
	return l.events
}

func (l *ledger) find(e *fake.Event) (age time.Duration, index int) {
	index = slices.IndexFunc(l.news(), func(a arrival) bool { return a.Event == e })
	return time.Since(l.events[index].at), index
}
