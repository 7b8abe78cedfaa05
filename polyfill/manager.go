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

	registers batch[string]
	wakes     batch[*wake]
	slots     chan struct{}

	mu      sync.Mutex
	order   int64
	rounds  map[string]*round
	alarmAt Instant
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
	m.wakes.flush = m.look
	return m
}

// GetTags returns the tags of all registrations, the oldest first. Those that
// [Manager.Register] was called for before are among them, unless they could not
// be stored. The error is [ErrStorage].
//
// Spec: SyncManager.getTags().
func (m *Manager) GetTags() ([]string, error) {
	m.registers.wait()
	registrations, err := m.store.All()
	if err != nil {
		return nil, storageError(err)
	}
	tags := make([]string, len(registrations))
	for i, r := range registrations {
		tags[i] = r.Tag
	}
	return tags, nil
}

// Offline tells the manager that the network was just lost: failures of the
// last moments are not held against their tags. The error is [ErrStorage].
func (m *Manager) Offline() error {
	err := m.store.Update(func(records Records) error {
		now := m.clock.Now()
		all, err := records.All()
		if err != nil {
			return err
		}
		for _, r := range all {
			if next := r.wentOffline(now); next != r {
				if err := records.Put(next); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return storageError(err)
	}
	return nil
}
