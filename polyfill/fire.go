package polyfill

// round is this core's work on one tag until there is nothing left to do.
type round struct {
	// again is set if the tag was woken during its round.
	again bool
}

// startRound starts a round for the tag. If one runs already, that round tries the tag
// once more before it ends. At most [maxConcurrentEvents] rounds run at once; the others
// wait.
func (m *Manager) startRound(tag string, started *roundGroup) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if running := m.rounds[tag]; running != nil {
		running.again = true
		return
	}
	m.rounds[tag] = &round{}
	started.Go(func() {
		m.eventSlots <- struct{}{}
		defer func() { <-m.eventSlots }()
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

// endRound ends the round unless there is more to do, and reports whether it has ended.
func (m *Manager) endRound(tag string, more bool) (ended bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if current := m.rounds[tag]; more || current.again {
		current.again = false
		return false
	}
	delete(m.rounds, tag)
	return true
}

// fireOnce fires one event of the tag if it may fire now. more is true if the tag may fire
// once more at once. If the store fails, nothing is lost: the record says what the next
// wake-up has to do.
func (m *Manager) fireOnce(tag string) (more bool, err error) {
	claim, ok := m.dispatcher.Claim(tag)
	if !ok {
		return false, nil
	}
	defer claim.Release()
	r, fire, err := m.beginFiring(tag)
	if err != nil || !fire {
		return false, err
	}
	outcome := m.awaitOutcome(claim.Dispatch(r.LastChance()))
	return m.complete(tag, outcome)
}

// beginFiring stores the registration as firing if it may fire now; fire says whether it
// may. The caller holds the tag's claim. So if the stored state is running, the core that
// fired that event is gone, and the event was interrupted.
//
// Spec: "fire a sync event", steps 1 to 4.
func (m *Manager) beginFiring(tag string) (fired Registration, fire bool, err error) {
	err = m.storeTransition(tag, func(records Records) error {
		fire = false
		now, online := m.clock.Now(), m.connectivity.Online()
		stored, found, err := records.Get(tag)
		if err != nil || !found {
			return err
		}
		next := stored.delayRestarted(now)
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
			m.requestAlarm(next.DelayUntil)
		}
		if next == stored {
			return nil
		}
		return records.Put(next)
	})
	return fired, fire, err
}

// complete stores what follows from the outcome. more is true if the registration is
// pending again and may fire at once. If the record is gone or is not firing any more, it
// was removed while the event ran. Then the outcome is ignored.
//
// Spec: "fire a sync event", step 5, upon fulfilment and upon rejection.
func (m *Manager) complete(tag string, outcome Outcome) (more bool, err error) {
	err = m.storeTransition(tag, func(records Records) error {
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
			m.requestAlarm(next.DelayUntil)
		}
		more = next.State == Pending && online
		return records.Put(next)
	})
	return more && err == nil, err
}

// awaitOutcome waits for the outcome, for MaxEventDuration at most. An event that takes
// longer has failed (contract C43).
func (m *Manager) awaitOutcome(settled <-chan Outcome) Outcome {
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
