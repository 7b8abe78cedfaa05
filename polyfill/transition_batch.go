package polyfill

import "errors"

// transition is a change of one tag's registration from one state to the next.
type transition struct {
	tag    string
	change func(Records) error
	err    error
}

// storeTransition stores the change and returns after the commit. Changes of other tags
// that arrive at the same time share the transaction. The commit is relaxed: a loss of
// power may bring back an older state of the registration, and its event may then fire
// once more. The tag itself stays, because [Manager.Register] commits strictly.
func (m *Manager) storeTransition(tag string, change func(Records) error) error {
	t := &transition{tag: tag, change: change}
	_ = m.transitions.do(t) // storeTransitions puts the error into t.
	return t.err
}

// storeTransitions makes all changes in one transaction. If that fails, it makes each
// change in its own transaction. On a full disk, a change that adds data fails, and a
// change that removes data can succeed.
func (m *Manager) storeTransitions(all []*transition) error {
	err := m.storeInOneTransaction(all)
	if err == nil {
		return nil
	}
	several := len(all) > 1
	for i, t := range all {
		// If the storage does not answer, asking again for each change only takes longer.
		if several && !errors.Is(err, ErrNoAnswer) {
			err = m.storeInOneTransaction(all[i : i+1])
		}
		t.err = err
	}
	return nil
}

func (m *Manager) storeInOneTransaction(all []*transition) error {
	tags := make([]string, len(all))
	for i, t := range all {
		tags[i] = t.tag
	}
	return m.store.Update(Relaxed, tags, func(records Records) error {
		for _, t := range all {
			if err := t.change(records); err != nil {
				return err
			}
		}
		return nil
	})
}
