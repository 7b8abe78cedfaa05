// Package monitor watches a world from outside its cores: the calls of the app, the events
// and the commits. It keeps its own account of every tag by the rules of the contract, and
// says which [Invariant] does not hold.
//
// The package scenario calls the monitor's methods for everything that it does in the
// world. A method is called before the thing happens, unless its comment says otherwise.
package monitor

import (
	"fmt"
	"slices"
	"sync"
	"time"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/polyfill/fake"
	"background-sync-polyfill/polyfill/world"
)

// Monitor watches one world.
type Monitor struct {
	w *world.World

	mu         sync.Mutex
	violations []*Violation
	// stored is what the commits have left on disk.
	stored   map[string]polyfill.Registration
	accounts map[string]*account
	// pasts has the state before each commit, the oldest first.
	pasts    []past
	firings  []*firing // those whose event has fired, in that order
	claims   map[workersTag]*firing
	promises promises
	// asked counts the calls of register() that have no answer yet, told the calls of
	// Manager.Offline that have not returned.
	asked map[workersTag]int
	told  map[*world.Worker]int
	// excused are the tags that may stay as they are until the next wake-up, because no
	// core knows yet that it could go on with them.
	excused  map[string]bool
	diskFull bool
	// shapes are those of the registrations that were stored since TakeShapes.
	shapes map[Shape]bool
}

type workersTag struct {
	worker *world.Worker
	tag    string
}

// firing is one claim of a tag, and the event that was fired under it.
type firing struct {
	workersTag
	// written is set when the tag is stored as firing; last says whether that record has
	// its last chance.
	written, last bool
	event         *fake.Event
	at            time.Time // of the event
	settled       bool
	outcome       polyfill.Outcome
	killed        bool
	// unstored is set if the disk failed meanwhile, so that the disk may not know how the
	// event ended.
	unstored bool
}

// New returns a monitor of the world, whose disk is empty.
func New(w *world.World) *Monitor {
	return &Monitor{
		w:        w,
		stored:   map[string]polyfill.Registration{},
		accounts: map[string]*account{},
		claims:   map[workersTag]*firing{},
		promises: promises{},
		asked:    map[workersTag]int{},
		told:     map[*world.Worker]int{},
		excused:  map[string]bool{},
		shapes:   map[Shape]bool{},
	}
}

// Violated returns the first violation, nil if there was none.
func (m *Monitor) Violated() *Violation {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.violations) == 0 {
		return nil
	}
	return m.violations[0]
}

// Violate notes a violation that the caller has found.
func (m *Monitor) Violate(i *Invariant, format string, args ...any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.violated(i, format, args...)
}

func (m *Monitor) violated(i *Invariant, format string, args ...any) {
	m.violations = append(m.violations, &Violation{i, fmt.Sprintf(format, args...)})
}

// Claimed is told that the worker has got the tag's claim, afterwards, and released that
// the worker gives the claim up.
func (m *Monitor) Claimed(k *world.Worker, tag string) (released func()) {
	m.mu.Lock()
	defer m.mu.Unlock()
	f := &firing{workersTag: workersTag{k, tag}}
	m.claims[f.workersTag] = f
	return func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		if m.claims[f.workersTag] == f {
			delete(m.claims, f.workersTag)
		}
	}
}

// Fired is told of an event before the app gets it.
func (m *Monitor) Fired(e *fake.Event) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.w.HandlerRuns(e.Tag) {
		m.violated(OneAtATime, "%q fires while a handler of it runs", e.Tag)
	}
	place := workersTag{m.w.WorkerOf(e), e.Tag}
	f := m.claims[place]
	if f == nil || f.event != nil {
		f = &firing{workersTag: place}
	}
	if !f.written {
		m.violated(StoredFirst, "%q fires, and is not firing on disk", e.Tag)
	} else if e.LastChance != f.last {
		m.violated(LastIsLast, "%q fires with lastChance %v", e.Tag, e.LastChance)
	}
	f.event, f.at = e, time.Now()
	m.firings = append(m.firings, f)
}

// HandlerEnds is told of the end of an event's handler.
func (m *Monitor) HandlerEnds(e *fake.Event, o polyfill.Outcome) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if f := m.firingOf(e); !m.over(f) {
		f.settled, f.outcome = true, o
	}
}

func (m *Monitor) firingOf(e *fake.Event) *firing {
	return m.firings[slices.IndexFunc(m.firings, func(f *firing) bool { return f.event == e })]
}

// over reports whether the event has ended: its handler, or its time.
func (m *Monitor) over(f *firing) bool {
	return f.event != nil && !f.killed && (f.settled || time.Since(f.at) >= m.w.Params.MaxEventDuration)
}

// failed reports whether an event that is over has failed.
func (f *firing) failed() bool { return !f.settled || f.outcome.Failed }

// OfflineCalled is called before Manager.Offline, and the returned function after it.
func (m *Monitor) OfflineCalled(k *world.Worker) (returned func()) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.told[k]++
	return func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.told[k]--
	}
}

// Killed is told that the worker is about to be killed. Until the next wake-up, the other
// workers do not know what it was doing.
func (m *Monitor) Killed(k *world.Worker) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, f := range m.firings {
		if f.worker == k && !m.over(f) {
			f.killed = true
		}
	}
	for c := range m.claims {
		if c.worker == k {
			delete(m.claims, c)
		}
	}
	for c := range m.asked {
		if c.worker == k {
			delete(m.asked, c)
		}
	}
	m.excuseAll()
}

// Purged is told, afterwards, that the disk was emptied.
func (m *Monitor) Purged() {
	m.mu.Lock()
	defer m.mu.Unlock()
	clear(m.stored)
	clear(m.accounts)
	m.promises.purge()
}
