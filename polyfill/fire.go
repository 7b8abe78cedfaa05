package polyfill

import (
	"sync"
)

// WakeTag takes up one tag, as [Manager.Wake] does, and reads no other: what it costs does
// not grow with what is stored. It is a Wake if there was none before, or if
// something has failed since the latest one began, because other tags may be ready then.
func (m *Manager) WakeTag(tag string) error {
	if !m.isCaughtUp() {
		return m.Wake()
	}
	started := &rounds{}
	m.fireSoon(tag, started)
	return started.wait()
}

// Wake takes up whatever can go on: it recovers what was interrupted, ends the
// delays that are over and, when online, fires every pending registration, each
// without waiting for the others. It returns when all that it fired has ended.
// The error is [ErrStorage]: something could not be read or stored, and another
// wake is needed to go on with it.
//
// Spec: "Whenever the user agent changes to online ...", and the same at every
// other occasion that a polyfill gets.
func (m *Manager) Wake() error {
	w := &wake{}
	if err := m.wakes.do(w); err != nil {
		return err
	}
	return w.rounds.wait()
}

// wake is one call of [Manager.Wake].
type wake struct {
	// rounds are those that the call started.
	rounds *rounds
}

// rounds are waited for together.
type rounds struct {
	sync.WaitGroup
	mu  sync.Mutex
	err error
}

// failed keeps the first error.
func (r *rounds) failed(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.err == nil {
		r.err = storageError(err)
	}
}

func (r *rounds) wait() error {
	r.Wait()
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.err
}

// look reads the store once for all calls that arrived together, and starts
// what it finds ready.
func (m *Manager) look(wakes []*wake) error {
	started := &rounds{}
	for _, w := range wakes {
		w.rounds = started
	}
	m.resetAlarm()
	m.setCaughtUp(true) // Before it reads: what fails meanwhile takes it back.
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
			m.fireSoon(r.Tag, started)
		case r.State == Waiting && (next == 0 || r.DelayUntil < next):
			next = r.DelayUntil
		}
	}
	if next != 0 {
		m.alarmBy(next)
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

// ready reports whether there may be something to do for the registration; the
// transaction that does it decides.
func (r Registration) ready(now Instant, online bool) bool {
	return r.State == Pending && online || r.due(now) || r.clockSetBack(now) || r.State.running()
}

// round is the firing of one tag by this core.
type round struct {
	// again is set when somebody woke the tag while its round ran.
	again bool
}

// fireSoon starts a round for the tag unless one runs, which then looks at the
// tag once more before it ends.
func (m *Manager) fireSoon(tag string, started *rounds) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if running := m.rounds[tag]; running != nil {
		running.again = true
		return
	}
	m.rounds[tag] = &round{}
	started.Go(func() {
		m.slots <- struct{}{}
		defer func() { <-m.slots }()
		for {
			more, err := m.fireOnce(tag)
			if err != nil {
				m.setCaughtUp(false)
				started.failed(err)
			}
			if m.endRound(tag, more) {
				return
			}
		}
	})
}

// endRound reports whether the round is over.
func (m *Manager) endRound(tag string, more bool) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if current := m.rounds[tag]; more || current.again {
		current.again = false
		return false
	}
	delete(m.rounds, tag)
	return true
}

// fireOnce fires the tag if it can be fired now, and reports whether it should
// be looked at again at once. A failing store ends the round and loses nothing:
// the record on disk says what the next wake has to do.
func (m *Manager) fireOnce(tag string) (more bool, err error) {
	claim, ok := m.dispatcher.Claim(tag)
	if !ok {
		return false, nil
	}
	defer claim.Release()
	r, fire, err := m.begin(tag)
	if err != nil || !fire {
		return false, err
	}
	outcome := m.await(claim.Dispatch(r.LastChance()))
	return m.complete(tag, outcome)
}

// begin brings the stored registration to firing, if it may fire now. The
// caller holds the tag's claim, so a stored running state means that whoever
// fired it is gone.
//
// Spec: "fire a sync event", steps 1 to 4.
func (m *Manager) begin(tag string) (fired Registration, fire bool, err error) {
	err = m.transit(tag, func(records Records) error {
		fire = false
		now, online := m.clock.Now(), m.connectivity.Online()
		stored, found, err := records.Get(tag)
		if err != nil || !found {
			return err
		}
		next := stored.rebased(now)
		if next.State.running() {
			next = next.interrupted(now, m.params)
		}
		if next.due(now) {
			next = next.delayOver()
		}
		if next.State == Pending && online {
			next = next.fired(now)
			fired, fire = next, true
		}
		if next.State == Waiting {
			m.alarmBy(next.DelayUntil)
		}
		if next == stored {
			return nil
		}
		return records.Put(next)
	})
	return fired, fire, err
}

// complete stores the outcome; more is true if the registration is pending
// again and may fire at once. A record that is gone, or no longer firing, was
// purged in mid-event: the outcome concerns nobody.
//
// Spec: "fire a sync event", step 5, upon fulfilment and upon rejection.
func (m *Manager) complete(tag string, outcome Outcome) (more bool, err error) {
	err = m.transit(tag, func(records Records) error {
		more = false
		now, online := m.clock.Now(), m.connectivity.Online()
		stored, found, err := records.Get(tag)
		if err != nil || !found || !stored.State.running() {
			return err
		}
		next, keep := stored.completed(outcome, now, online, m.params)
		if !keep {
			if outcome.Failed {
				if err := records.NoteDropped(next, now); err != nil {
					return err
				}
			}
			return records.Delete(tag)
		}
		if next.State == Waiting {
			m.alarmBy(next.DelayUntil)
		}
		more = next.State == Pending && online
		return records.Put(next)
	})
	return more && err == nil, err
}

// await gives up on an event that runs for longer than it may.
func (m *Manager) await(settled <-chan Outcome) Outcome {
	overdue := make(chan struct{})
	stop := m.clock.AfterFunc(m.params.MaxEventDuration, func() { close(overdue) })
	defer stop()
	select {
	case outcome := <-settled:
		return outcome
	case <-overdue:
		return Outcome{Failed: true, Reason: "The event ran for longer than " + m.params.MaxEventDuration.String() + "."}
	}
}
