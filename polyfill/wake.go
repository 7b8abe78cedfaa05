package polyfill

import "sync"

// WakeTag is [Manager.Wake] for one tag. It reads no other tag, so its time does not grow
// with the number of stored tags. If this manager has not been woken yet, or if something
// has failed since its latest Wake began, other tags may be ready, and WakeTag is a Wake.
// Its errors are Wake's.
func (m *Manager) WakeTag(tag string) error {
	if !m.isCaughtUp() {
		return m.Wake()
	}
	started := &roundGroup{}
	m.startRound(tag, started)
	return started.wait()
}

// Wake does all that can be done now: it recovers events that were interrupted, ends the
// delays that are over and, if online, fires every pending registration. The tags do not
// wait for one another. Wake returns when all events that it has fired have ended.
//
// If the store fails, the error is as [ErrStorage] says, and another Wake is needed to go on.
//
// Spec: "Whenever the user agent changes to online ...". Call it then, when the [Alarm]
// rings, and on every other occasion, such as a page that opens.
func (m *Manager) Wake() error {
	call := &wakeCall{}
	if err := m.wakes.do(call); err != nil {
		return err
	}
	return call.rounds.wait()
}

// wakeCall is one call of [Manager.Wake].
type wakeCall struct {
	// rounds are those that the call has started.
	rounds *roundGroup
}

// roundGroup is a number of rounds that a caller waits for.
type roundGroup struct {
	sync.WaitGroup
	mu  sync.Mutex
	err error
}

// failed keeps the first error.
func (r *roundGroup) failed(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.err == nil {
		r.err = storageError(err)
	}
}

// wait returns the first error, once all rounds have ended.
func (r *roundGroup) wait() error {
	r.Wait()
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.err
}

// fireReady starts a round for each tag that is ready, and asks for a wake-up when the
// first of the other delays ends. It reads the store once for all calls that have arrived
// together.
func (m *Manager) fireReady(calls []*wakeCall) error {
	started := &roundGroup{}
	for _, call := range calls {
		call.rounds = started
	}
	m.resetAlarm()
	// This stands before the read, so that a failure during the read is not overwritten.
	m.setCaughtUp(true)
	registrations, err := m.store.All()
	if err != nil {
		m.setCaughtUp(false)
		return storageError(err)
	}
	now, online := m.clock.Now(), m.connectivity.Online()
	var next Instant
	for _, r := range registrations {
		switch {
		case r.ready(now, online):
			m.startRound(r.Tag, started)
		case r.State == Waiting && (next == 0 || r.DelayUntil < next):
			next = r.DelayUntil
		}
	}
	if next != 0 {
		m.requestAlarm(next)
	}
	return nil
}

func (m *Manager) setCaughtUp(caughtUp bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.caughtUp = caughtUp
}

func (m *Manager) isCaughtUp() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.caughtUp
}
