package polyfill

import (
	"sync"
)

// Manager runs the sync registrations of one service worker registration. All
// its methods may be called at the same time.
type Manager struct {
	store        Store
	clock        Clock
	connectivity Connectivity
	dispatcher   Dispatcher
	alarm        Alarm
	params       Parameters

	registers   batch[string]
	transitions batch[*transition]
	wakes       batch[*wake]
	slots       chan struct{}

	mu    sync.Mutex
	order int64
	// caughtUp is true from the start of a look on, unless something has failed since.
	caughtUp bool
	rounds   map[string]*round
	alarmAt  Instant
}

// Environment is what a [Manager] needs of the world; every part is required.
type Environment struct {
	Store        Store
	Clock        Clock
	Connectivity Connectivity
	Dispatcher   Dispatcher
	Alarm        Alarm
}

// NewManager returns a manager that does nothing until it is called: whatever
// an earlier one left in the store is taken up at the first [Manager.Wake].
func NewManager(env Environment, params Parameters) *Manager {
	m := &Manager{
		store:        env.Store,
		clock:        env.Clock,
		connectivity: env.Connectivity,
		dispatcher:   env.Dispatcher,
		alarm:        env.Alarm,
		params:       params,
		slots:        make(chan struct{}, maxConcurrentEvents),
		rounds:       make(map[string]*round),
	}
	m.registers.flush = m.storeTags
	m.transitions.flush = m.storeTransitions
	m.wakes.flush = m.look
	return m
}

// GetTags returns the tags of all registrations, in the order of the store, as list reads
// them from it: in what form is between the store and the caller, since to convert
// thousands of strings takes longer than to read them. Those that [Manager.Register] was
// called for before are among them, unless they could not be stored. The error is
// [ErrStorage].
//
// Spec: SyncManager.getTags().
func GetTags[T any](m *Manager, list func() (T, error)) (tags T, err error) {
	m.registers.wait()
	tags, err = list()
	if err != nil {
		return tags, storageError(err)
	}
	return tags, nil
}
