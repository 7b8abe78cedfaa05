package polyfill

import "errors"

// transition is a change of one tag's registration from one state to the next.
type transition struct {
	tag    string
	change func(Records) error
	err    error
}

// transit makes the change in one transaction with whatever else changes at the moment,
// and returns once that is committed. The commit is relaxed: if the power fails, an older
// state of the registration comes back, and its event may fire once more. What
// [Manager.Register] has promised is on the disk all the same.
func (m *Manager) transit(tag string, change func(Records) error) error {
	t := &transition{tag: tag, change: change}
	_ = m.transitions.do(t) // Each has an error of its own.
	return t.err
}

// storeTransitions makes all changes in one transaction. If that fails, each has its own:
// the fault of one, such as a disk that is full, is not that of the others, which may
// remove what is stored.
func (m *Manager) storeTransitions(all []*transition) error {
	err := m.storeTogether(all)
	if err == nil {
		return nil
	}
	alone := len(all) > 1
	for i, t := range all {
		if alone && !errors.Is(err, ErrNoAnswer) {
			err = m.storeTogether(all[i : i+1])
		}
		t.err = err
	}
	return nil
}

func (m *Manager) storeTogether(all []*transition) error {
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
