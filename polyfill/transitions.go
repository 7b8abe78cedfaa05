package polyfill

import "time"

// newRegistration is step 9 of register(): a tag that the list does not hold.
func newRegistration(tag string, order int64, now Instant, p Parameters) Registration {
	return Registration{
		Tag:          tag,
		State:        Pending,
		MaxAttempts:  p.MaxAttempts,
		RegisteredAt: now,
		Order:        order,
	}
}

// reregistered is step 8 of register(): a tag that the list holds already.
//
// The specification is silent on attempts; the app asks anew, so they start
// over. The count of interruptions does not: a tag that kills its worker goes
// back to a long back-off at once.
func (r Registration) reregistered(p Parameters) Registration {
	if r.State.running() {
		r.State = ReregisteredWhileFiring
		return r
	}
	return r.startedOver(p)
}

// startedOver makes the registration pending with all its attempts before it.
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

// completed is what follows when the event's promises have settled; keep is
// false when the registration leaves the list.
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
		// A failure that the lost network explains is not the app's: it is not
		// counted, and the next change to online is the retry.
		return r.pending(), true
	default: // rejection step 2
		r.NumAttempts++
		return r.waiting(now, p.retryDelay(r.NumAttempts)), true
	}
}

// interrupted is rejection by "termination of the service worker", found out
// later: the store says that an event runs, and nobody runs it. It is never
// counted as an attempt.
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

// delayOver is rejection step 2.3: the wait is over.
func (r Registration) delayOver() Registration {
	return r.pending()
}

// wentOffline takes back a failure that the network's loss, noticed moments
// later, explains.
func (r Registration) wentOffline(now Instant) Registration {
	failed := r.State == Waiting && r.NumAttempts > 0 && r.Interruptions == 0
	if !failed || r.clockSetBack(now) || now.Sub(r.WaitingSince) > offlineGrace {
		return r
	}
	r.NumAttempts--
	return r.pending()
}

// rebased mends a delay that began in the future because the clock has been
// set back since: the whole delay is waited, from now.
func (r Registration) rebased(now Instant) Registration {
	if !r.clockSetBack(now) {
		return r
	}
	return r.waiting(now, r.DelayUntil.Sub(r.WaitingSince))
}
