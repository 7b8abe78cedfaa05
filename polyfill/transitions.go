package polyfill

import "time"

// newRegistration is step 9 of register(): the list does not have the tag yet.
func newRegistration(tag string, order int64, now Instant, p Parameters) Registration {
	return Registration{
		Tag:          tag,
		State:        Pending,
		MaxAttempts:  p.MaxAttempts,
		RegisteredAt: now,
		Order:        order,
	}
}

// reregistered is step 8 of register(): the list has the tag already.
//
// The specification does not say what happens to the attempts. They start over, because
// the app asks anew (contract C35). The interruptions do not start over: if the tag's
// handler always ends the worker, the long delay comes back at once.
func (r Registration) reregistered(p Parameters) Registration {
	if r.State.running() {
		r.State = ReregisteredWhileFiring
		return r
	}
	return r.startedOver(p)
}

// startedOver makes the registration pending, with no attempt used.
func (r Registration) startedOver(p Parameters) Registration {
	r.NumAttempts = 0
	r.MaxAttempts = p.MaxAttempts
	return r.pending()
}

func (r Registration) pending() Registration {
	r.State = Pending
	r.WaitingSince = 0
	r.DelayUntil = 0
	return r
}

func (r Registration) waiting(now Instant, delay time.Duration) Registration {
	r.State = Waiting
	r.WaitingSince = now
	r.DelayUntil = now.Add(delay)
	return r
}

// fired is step 4 of "fire a sync event".
func (r Registration) fired(now Instant) Registration {
	r.State = Firing
	r.FiringSince = now
	return r
}

// completed is step 5 of "fire a sync event": the event's promises have settled, or it ran
// for too long. keep is false if the registration leaves the list.
func (r Registration) completed(o Outcome, now Instant, online bool, p Parameters) (next Registration, keep bool) {
	r.Interruptions = 0
	r.LastError = o.Reason
	switch {
	case r.State == ReregisteredWhileFiring: // fulfilment step 1, rejection step 1
		return r.startedOver(p), true
	case !o.Failed: // fulfilment step 3
		return r, false
	case r.LastChance(): // rejection step 3
		r.NumAttempts++
		return r, false
	case !online:
		// The lost network explains the failure, so it is not counted (contract C38). The tag
		// is tried again at the next change to online.
		return r.pending(), true
	default: // rejection step 2
		r.NumAttempts++
		return r.waiting(now, p.retryDelay(r.NumAttempts)), true
	}
}

// interrupted is rejection by "termination of the service worker". The next core finds the
// interruption: the record says that the tag is firing, but no worker runs the event. An
// interruption is never counted as an attempt (contract C51).
func (r Registration) interrupted(now Instant, p Parameters) Registration {
	r.Interruptions++
	if r.State == ReregisteredWhileFiring {
		r = r.startedOver(p)
	}
	if delay := p.interruptionDelay(r.Interruptions); delay > 0 {
		return r.waiting(now, delay)
	}
	return r.pending()
}

// delayOver is rejection step 2.3: the delay is over.
func (r Registration) delayOver() Registration {
	return r.pending()
}

// wentOffline takes back the latest failure if the network was lost at most [offlineGrace]
// after it (contract C38). A delay after an interruption stays.
func (r Registration) wentOffline(now Instant) Registration {
	failed := r.State == Waiting && r.NumAttempts > 0 && r.Interruptions == 0
	if !failed || r.clockSetBack(now) || now.Sub(r.WaitingSince) > offlineGrace {
		return r
	}
	r.NumAttempts--
	return r.pending()
}

// delayRestarted starts the whole delay anew if the clock was set back to before the delay
// began, because nobody knows how much of it has passed (contract C52).
func (r Registration) delayRestarted(now Instant) Registration {
	if !r.clockSetBack(now) {
		return r
	}
	return r.waiting(now, r.DelayUntil.Sub(r.WaitingSince))
}
