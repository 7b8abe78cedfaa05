package polyfill

// MaxTagLength is the most bytes of UTF-8 that a tag may have (Chromium's kMaxTagLength,
// contract C13).
const MaxTagLength = 10240

// Register adds the tag to the list, and returns after a strict commit of it. The event
// fires at the next [Manager.WakeTag] or [Manager.Wake], so that the caller can first tell
// the app that its register() has succeeded.
//
// The error is [ErrTagTooLong] if the tag has more than [MaxTagLength] bytes. If the store
// fails, the error is as [ErrStorage] says; then call Register again.
//
// Spec: SyncManager.register(tag), steps 7 to 9. The steps before need the browser, and
// the caller has done them.
func (m *Manager) Register(tag string) error {
	if len(tag) > MaxTagLength {
		return ErrTagTooLong
	}
	return m.registers.do(tag)
}

// storeTags registers the tags in one transaction, because a strict commit is expensive
// and many calls can arrive together.
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
			// A record is written even if it stays the same: its latest commit may have been
			// relaxed, and register() promises a strict one.
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

// nextOrder returns a number above all earlier ones of this core. It begins with the time,
// so that it is above those of earlier cores as well, unless the clock was set back.
func (m *Manager) nextOrder() int64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.order = max(m.order+1, int64(m.clock.Now())*1000)
	return m.order
}
