package polyfill_test

import (
	"fmt"
	"slices"
	"sync"
	"time"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/polyfill/fake"
)

// monitor watches a world from outside its cores: the calls of the app, the
// events, the commits. It keeps its own account of every tag, and says which
// invariant does not hold.
type monitor struct {
	*world

	mu         sync.Mutex
	violations []*violation
	// stored is what the commits have left on disk.
	stored   map[string]polyfill.Registration
	accounts map[string]*account
	// pasts are what the commits have replaced, the oldest first.
	pasts    []past
	firings  []*firing // those whose event has fired, in that order
	claims   map[workersTag]*firing
	promises promises
	// asked counts the calls of register() that have no answer yet, told those
	// of Offline that have not returned.
	asked map[workersTag]int
	told  map[*worker]int
	// excused are the tags that nothing needs to wake for the moment.
	excused  map[string]bool
	diskFull bool
	// shapes are the registrations that were stored, since the last look.
	shapes map[shape]bool
}

type workersTag struct {
	worker *worker
	tag    string
}

// occasion is a worker at a moment, as its core saw it before a transaction.
type occasion struct {
	worker *worker
	now    polyfill.Instant
	online bool
}

// firing is one claim of a tag, and the event that was fired under it.
type firing struct {
	workersTag
	// written is set once the tag is firing on disk; last says whether this is
	// then its last chance.
	written, last bool
	event         *fake.Event
	at            time.Time // of the event
	settled       bool
	outcome       polyfill.Outcome
	killed        bool
	// unstored is set if the disk failed meanwhile, so that its end may be
	// unknown to it.
	unstored bool
}

func newMonitor(w *world) *monitor {
	return &monitor{
		world:    w,
		stored:   map[string]polyfill.Registration{},
		accounts: map[string]*account{},
		claims:   map[workersTag]*firing{},
		promises: promises{},
		asked:    map[workersTag]int{},
		told:     map[*worker]int{},
		excused:  map[string]bool{},
		shapes:   map[shape]bool{},
	}
}

func (m *monitor) violated(i *invariant, format string, args ...any) {
	m.violations = append(m.violations, &violation{i, fmt.Sprintf(format, args...)})
}

func (m *monitor) violate(i *invariant, format string, args ...any) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.violated(i, format, args...)
}

// first returns what was violated first; nil if nothing was.
func (m *monitor) first() *violation {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.violations) == 0 {
		return nil
	}
	return m.violations[0]
}

func (m *monitor) claimed(k *worker, tag string) *firing {
	m.mu.Lock()
	defer m.mu.Unlock()
	f := &firing{workersTag: workersTag{k, tag}}
	m.claims[f.workersTag] = f
	return f
}

func (m *monitor) released(f *firing) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.claims[f.workersTag] == f {
		delete(m.claims, f.workersTag)
	}
}

// fired is told of an event before the app is.
func (m *monitor) fired(e *fake.Event) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.handled(e.Tag) {
		m.violated(oneAtATime, "%q fires while a handler of it runs", e.Tag)
	}
	i := slices.IndexFunc(m.alive, func(k *worker) bool { return k.core == e.Core })
	f := m.claims[workersTag{m.alive[i], e.Tag}]
	if f == nil || f.event != nil {
		f = &firing{workersTag: workersTag{m.alive[i], e.Tag}}
	}
	if !f.written {
		m.violated(storedFirst, "%q fires, and is not firing on disk", e.Tag)
	} else if e.LastChance != f.last {
		m.violated(lastIsLast, "%q fires with lastChance %v", e.Tag, e.LastChance)
	}
	f.event, f.at = e, time.Now()
	m.firings = append(m.firings, f)
}

func (m *monitor) ended(e *fake.Event, o polyfill.Outcome) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if f := m.firingOf(e); !m.over(f) {
		f.settled, f.outcome = true, o
	}
}

func (m *monitor) firingOf(e *fake.Event) *firing {
	return m.firings[slices.IndexFunc(m.firings, func(f *firing) bool { return f.event == e })]
}

// over reports whether the event has ended: its handler, or its time.
func (m *monitor) over(f *firing) bool {
	return f.event != nil && !f.killed && (f.settled || time.Since(f.at) >= m.params.MaxEventDuration)
}

// failed is how an event that is over ended.
func (f *firing) failed() bool { return !f.settled || f.outcome.Failed }

// handled reports whether a handler of the tag runs.
func (m *monitor) handled(tag string) bool {
	return slices.ContainsFunc(m.handlers(), func(e *fake.Event) bool { return e.Tag == tag })
}

// tells is told of a call of Offline, and returns whom to tell its return.
func (m *monitor) tells(k *worker) (returned func()) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.told[k]++
	return func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		m.told[k]--
	}
}

// killed is told of a worker that is about to die. What only that one knew of
// has to wait for the next occasion.
func (m *monitor) killed(k *worker) {
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

// purged is told that the disk is empty.
func (m *monitor) purged() {
	m.mu.Lock()
	defer m.mu.Unlock()
	clear(m.stored)
	clear(m.accounts)
	m.promises.purge()
}
