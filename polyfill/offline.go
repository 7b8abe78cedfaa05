package polyfill

// Offline tells the manager that the network was just lost: failures of the
// last moments are not held against their tags. If the network is back by then, it fires
// those tags, and returns when their events have ended. The error is [ErrStorage].
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
	started := &rounds{}
	// The network may be back already, and the wake that its return brought may have
	// looked before these tags were pending.
	if m.connectivity.Online() {
		for _, tag := range explained {
			m.fireSoon(tag, started)
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
			if next == r { // Or it is gone: no registration is none that waits.
				continue
			}
			if err := records.Put(next); err != nil {
				return err
			}
		}
		return nil
	}
}
