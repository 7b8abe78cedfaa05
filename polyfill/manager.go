package polyfill

import (
	"sync"
)

// Manager holds the sync registrations of one service worker registration and fires their
// events. All its methods may be called at the same time.
type Manager struct {
	store        Store
	clock        Clock
	connectivity Connectivity
	dispatcher   Dispatcher
	alarm        Alarm
	params       Parameters

	registers   batch[string]
	transitions batch[*transition]
	wakes       batch[*wakeCall]
	// eventSlots has one element for each round that runs.
	eventSlots chan struct{}

	mu    sync.Mutex
	order int64
	// caughtUp is true if a Wake has begun and nothing has failed since. Then every tag
	// that is ready has a round.
	caughtUp bool
	rounds   map[string]*round
	alarmAt  Instant
}

// NewManager returns a manager that does nothing until one of its methods is called. The
// first [Manager.Wake] takes up the tags that an earlier manager has left in the store.
// Every field of env is required.
func NewManager(env Environment, params Parameters) *Manager {
	m := &Manager{
		store:        env.Store,
		clock:        env.Clock,
		connectivity: env.Connectivity,
		dispatcher:   env.Dispatcher,
		alarm:        env.Alarm,
		params:       params,
		eventSlots:   make(chan struct{}, maxConcurrentEvents),
		rounds:       make(map[string]*round),
	}
	m.registers.flush = m.storeTags
	m.transitions.flush = m.storeTransitions
	m.wakes.flush = m.fireReady
	return m
}

// GetTags returns the tags of all registrations, as list reads them from the store. T is
// the form that the caller wants: converting thousands of strings takes longer than
// reading them. A tag that [Manager.Register] was called for before is in the list, unless
// it could not be stored. If list fails, the error is as [ErrStorage] says.
//
// Spec: SyncManager.getTags(). Contract: C19.
func GetTags[T any](m *Manager, list func() (T, error)) (tags T, err error) {
	m.registers.wait()
	tags, err = list()
	if err != nil {
		return tags, storageError(err)
	}
	return tags, nil
}
