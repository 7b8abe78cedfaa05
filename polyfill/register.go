package polyfill

// MaxTagLength is the longest tag, in UTF-8 bytes (Chromium's
// kMaxTagLength).
const MaxTagLength = 10240

// Register adds the tag to the list and returns once that is on disk. The event
// itself fires at the next [Manager.WakeTag] or [Manager.Wake], so that the caller can
// tell the app first. The error is [ErrTagTooLong] or [ErrStorage].
//
// Spec: SyncManager.register(tag), steps 7 to 9; the steps before need the
// browser and are the caller's.
func (m *Manager) Register(tag string) error {
	if len(tag) > MaxTagLength {
		return ErrTagTooLong
	}
	return m.registers.do(tag)
}

// storeTags registers tags in one transaction: a thousand that arrive together
// cost one commit.
func (m *Manager) storeTags(tags []string) error {
	err := m.store.Update(Strict, tags, func(records Records) error {
		now := m.clock.Now()
		for _, tag := range tags {
			current, found, err := records.Get(tag)
			if err != nil {
				return err
			}
			next := newRegistration(tag, m.nextOrder(), now, m.params)
			if found {
				next = current.reregistered(m.params)
			}
			// Even what does not change is written: its latest commit may have been a relaxed one.
			if err := records.Put(next); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return storageError(err)
	}
	return nil
}

// nextOrder grows over the life of a core, and from one core to the next unless
// the clock is set back.
func (m *Manager) nextOrder() int64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.order = max(m.order+1, int64(m.clock.Now())*1000)
	return m.order
}
