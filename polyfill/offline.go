package polyfill

// Offline tells the manager that the network was lost just now. A failure of the last 10 s
// is then not counted: its tag becomes pending again, and fires when the network is back.
// If the network is back already, Offline fires these tags and returns when their events
// have ended.
//
// If the store fails, the error is as [ErrStorage] says, and either all these failures are
// taken back or none.
//
// Contract: C38; the specification has no such rule.
func (m *Manager) Offline() error {
	all, err := m.store.All()
	if err != nil {
		return storageError(err)
	}
	now := m.clock.Now()
	var explained []string
	for _, r := range all {
		if r.wentOffline(now) != r {
			explained = append(explained, r.Tag)
		}
	}
	if len(explained) == 0 {
		return nil
	}
	if err := m.store.Update(Relaxed, explained, m.takeBackFailures(explained)); err != nil {
		return storageError(err)
	}
	started := &roundGroup{}
	// If the network came back meanwhile, the wake-up of that moment may have read the store
	// before these tags were pending.
	if m.connectivity.Online() {
		for _, tag := range explained {
			m.startRound(tag, started)
		}
	}
	return started.wait()
}

func (m *Manager) takeBackFailures(tags []string) func(Records) error {
	return func(records Records) error {
		now := m.clock.Now()
		for _, tag := range tags {
			r, _, err := records.Get(tag)
			if err != nil {
				return err
			}
			next := r.wentOffline(now)
			// A record that was removed meanwhile reads as the zero Registration, which
			// wentOffline does not change either.
			if next == r {
				continue
			}
			if err := records.Put(next); err != nil {
				return err
			}
		}
		return nil
	}
}
