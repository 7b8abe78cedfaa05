package polyfill_test

import (
	"slices"
	"sync"
	"time"

	"background-sync-polyfill/polyfill"
)

// disturbance stands between a core and its world, to do harm.
type disturbance func(*worker, polyfill.Environment) polyfill.Environment

func aroundStore(wrap func(polyfill.Store) polyfill.Store) disturbance {
	return func(_ *worker, env polyfill.Environment) polyfill.Environment {
		env.Store = wrap(env.Store)
		return env
	}
}

// forgetful is a store that commits nothing.
type forgetful struct{}

func (forgetful) Update(polyfill.Durability, []string, func(polyfill.Records) error) error {
	return nil
}
func (forgetful) All() (none []polyfill.Registration, err error) { return nil, nil }

// hiding is a store that does not show what is firing.
type hiding struct{ polyfill.Store }

func (s hiding) All() ([]polyfill.Registration, error) {
	all, err := s.Store.All()
	return slices.DeleteFunc(all, running), err
}

// forgiving is a store that shows no failure.
type forgiving struct{ polyfill.Store }

func (s forgiving) All() ([]polyfill.Registration, error) {
	all, err := s.Store.All()
	for i := range all {
		all[i].NumAttempts = 0
	}
	return all, err
}

// slow is a store that takes its time.
type slow struct{ polyfill.Store }

func (s slow) Update(d polyfill.Durability, tags []string, change func(polyfill.Records) error) error {
	time.Sleep(time.Minute)
	return s.Store.Update(d, tags, change)
}

// lax is a store that commits nothing firmly.
type lax struct{ polyfill.Store }

func (s lax) Update(_ polyfill.Durability, tags []string, change func(polyfill.Records) error) error {
	return s.Store.Update(polyfill.Relaxed, tags, change)
}

// laxAgain is a store that commits firmly what is new, and nothing else.
type laxAgain struct{ polyfill.Store }

func (s laxAgain) Update(d polyfill.Durability, tags []string, change func(polyfill.Records) error) error {
	all, err := s.Store.All()
	if err != nil {
		return err
	}
	stored := map[string]bool{}
	for _, r := range all {
		stored[r.Tag] = true
	}
	if !slices.ContainsFunc(tags, func(tag string) bool { return !stored[tag] }) {
		d = polyfill.Relaxed
	}
	return s.Store.Update(d, tags, change)
}

// meddling is what happens instead within transactions; what is nil happens as
// it should.
type meddling struct {
	polyfill.Records
	get func(*polyfill.Registration)
	put func(polyfill.Records, polyfill.Registration) error
	del func(polyfill.Records, string) error
}

func (m meddling) disturb(_ *worker, env polyfill.Environment) polyfill.Environment {
	env.Store = meddlingStore{env.Store, m}
	return env
}

type meddlingStore struct {
	polyfill.Store
	meddling meddling
}

func (s meddlingStore) Update(d polyfill.Durability, tags []string, change func(polyfill.Records) error) error {
	return s.Store.Update(d, tags, func(records polyfill.Records) error {
		m := s.meddling
		m.Records = records
		return change(m)
	})
}

func (m meddling) Get(tag string) (polyfill.Registration, bool, error) {
	r, found, err := m.Records.Get(tag)
	if m.get != nil {
		m.get(&r)
	}
	return r, found, err
}

func (m meddling) Put(r polyfill.Registration) error {
	if m.put != nil {
		return m.put(m.Records, r)
	}
	return m.Records.Put(r)
}

func (m meddling) Delete(tag string) error {
	if m.del != nil {
		return m.del(m.Records, tag)
	}
	return m.Records.Delete(tag)
}

func dropWaiting(records polyfill.Records, r polyfill.Registration) error {
	if r.State == polyfill.Waiting {
		return records.Delete(r.Tag)
	}
	return records.Put(r)
}

func alsoPutGhost(records polyfill.Records, r polyfill.Registration) error {
	if err := records.Put(r); err != nil {
		return err
	}
	r.Tag = "ghost"
	return records.Put(r)
}

func putWithoutDelay(records polyfill.Records, r polyfill.Registration) error {
	withoutDelay(&r)
	return records.Put(r)
}

func keepPending(records polyfill.Records, tag string) error {
	kept, _, err := records.Get(tag)
	if err != nil {
		return err
	}
	kept.State = polyfill.Pending
	return records.Put(kept)
}

func withoutDelay(r *polyfill.Registration) { r.DelayUntil = r.WaitingSince }

func aroundClaim(wrap func(polyfill.Claim) polyfill.Claim) disturbance {
	return func(_ *worker, env polyfill.Environment) polyfill.Environment {
		env.Dispatcher = otherClaims{env.Dispatcher, wrap}
		return env
	}
}

type otherClaims struct {
	polyfill.Dispatcher
	wrap func(polyfill.Claim) polyfill.Claim
}

func (d otherClaims) Claim(tag string) (polyfill.Claim, bool) {
	claim, ok := d.Dispatcher.Claim(tag)
	if !ok {
		return nil, false
	}
	return d.wrap(claim), true
}

// neverLast never announces the last chance.
type neverLast struct{ polyfill.Claim }

func (c neverLast) Dispatch(bool) <-chan polyfill.Outcome { return c.Claim.Dispatch(false) }

// hasty is a claim whose event has fired already.
type hasty struct {
	polyfill.Claim
	outcome <-chan polyfill.Outcome
}

func (c hasty) Dispatch(bool) <-chan polyfill.Outcome { return c.outcome }

// sharedClaims gives a claim that is taken to whoever asks.
func sharedClaims() disturbance {
	taken := &sync.Map{}
	return func(k *worker, env polyfill.Environment) polyfill.Environment {
		env.Dispatcher = sharing{env.Dispatcher, k.world, taken}
		return env
	}
}

type sharing struct {
	polyfill.Dispatcher
	world *world
	taken *sync.Map
}

func (d sharing) Claim(tag string) (polyfill.Claim, bool) {
	type place struct {
		world *world
		tag   string
	}
	claim, ok := d.Dispatcher.Claim(tag)
	if ok {
		d.taken.Store(place{d.world, tag}, claim)
		return claim, true
	}
	taken, ok := d.taken.Load(place{d.world, tag})
	return taken.(polyfill.Claim), ok
}

func seemsOnline(_ *worker, env polyfill.Environment) polyfill.Environment {
	env.Connectivity = alwaysOnline{}
	return env
}

type alwaysOnline struct{}

func (alwaysOnline) Online() bool { return true }

func withoutTimers(_ *worker, env polyfill.Environment) polyfill.Environment {
	env.Clock = timerless{env.Clock}
	return env
}

type timerless struct{ polyfill.Clock }

func (timerless) AfterFunc(time.Duration, func()) (stop func()) { return func() {} }

func aroundAlarm(set func(polyfill.Alarm, polyfill.Instant)) disturbance {
	return func(_ *worker, env polyfill.Environment) polyfill.Environment {
		env.Alarm = otherAlarm{env.Alarm, set}
		return env
	}
}

type otherAlarm struct {
	polyfill.Alarm
	set func(polyfill.Alarm, polyfill.Instant)
}

func (a otherAlarm) Set(at polyfill.Instant) { a.set(a.Alarm, at) }
