//go:build linux && soak

package tests

import (
	"context"
	"math/rand/v2"
	"sync"

	"background-sync-polyfill/tests/harness"
)

// maxHeld is how many events are held at once. A browser opens only six connections to a server.
const maxHeld = 3

// ledger is the app's server under TestSoak. It ends each event by chance, and notes for which
// tags an event must still succeed.
type ledger struct {
	mu   sync.Mutex
	rand *rand.Rand
	// moments counts registrations and events, so that their order is known.
	moments int
	// owed is the moment at which each tag was registered. succeeded is the moment of the latest
	// event of each tag that has succeeded.
	owed, succeeded map[string]int
	// held are events whose handlers wait until the next step.
	held   []*harness.Event
	atOnce bool
	// events and failures are how many came, and how many of them failed.
	events, failures int
}

func newLedger(seed uint64) *ledger {
	return &ledger{rand: rand.New(rand.NewPCG(seed, 1)), owed: map[string]int{}, succeeded: map[string]int{}}
}

// next is a new moment, after all others.
func (l *ledger) next() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.moments++
	return l.moments
}

// owe notes that the tags were registered by a call that began then.
func (l *ledger) owe(since int, tags []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, tag := range tags {
		l.owed[tag] = since
	}
}

// lost returns the tags that have had no successful event since they were registered, and
// begins anew.
func (l *ledger) lost() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var lost []string
	for tag, since := range l.owed {
		if l.succeeded[tag] < since {
			lost = append(lost, tag)
		}
	}
	clear(l.owed)
	clear(l.succeeded)
	return lost
}

func (l *ledger) answerAll(ctx context.Context, arrivals <-chan *harness.Event) {
	for {
		select {
		case event := <-arrivals:
			l.answer(event)
		case <-ctx.Done():
			return
		}
	}
}

func (l *ledger) answer(event *harness.Event) {
	came := l.next()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.events++
	switch chance := l.rand.IntN(20); {
	case chance < 5:
		l.failures++
		event.Fail()
	case chance == 5 && !l.atOnce && len(l.held) < maxHeld:
		l.failures++
		l.held = append(l.held, event)
	default:
		l.succeeded[event.Tag] = came
		event.Succeed()
	}
}

// release makes the held events fail.
func (l *ledger) release() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, event := range l.held {
		event.Fail()
	}
	l.held = nil
}

// answerAtOnce holds no event until the returned function is called.
func (l *ledger) answerAtOnce() func() {
	l.set(true)
	l.release()
	return func() { l.set(false) }
}

func (l *ledger) set(atOnce bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.atOnce = atOnce
}

// counts returns how many events came, and how many of them have failed.
func (l *ledger) counts() (events, failures int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.events, l.failures
}
