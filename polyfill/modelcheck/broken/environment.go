package broken

import (
	"sync"
	"time"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/polyfill/world"
)

func aroundClaim(wrap func(polyfill.Claim) polyfill.Claim) world.Wrapper {
	return func(_ *world.Worker, env polyfill.Environment) polyfill.Environment {
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

// hasty is a claim whose event fires before it is stored as firing.
type hasty struct {
	polyfill.Claim
	outcome <-chan polyfill.Outcome
}

func (c hasty) Dispatch(bool) <-chan polyfill.Outcome { return c.outcome }

// sharedClaims gives a claim that is taken to every core that asks for it.
func sharedClaims() world.Wrapper {
	taken := &sync.Map{}
	return func(k *world.Worker, env polyfill.Environment) polyfill.Environment {
		env.Dispatcher = sharing{env.Dispatcher, k.World(), taken}
		return env
	}
}

type sharing struct {
	polyfill.Dispatcher
	world *world.World
	taken *sync.Map
}

func (d sharing) Claim(tag string) (polyfill.Claim, bool) {
	type place struct {
		world *world.World
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

func seemsOnline(_ *world.Worker, env polyfill.Environment) polyfill.Environment {
	env.Connectivity = alwaysOnline{}
	return env
}

type alwaysOnline struct{}

func (alwaysOnline) Online() bool { return true }

func withoutTimers(_ *world.Worker, env polyfill.Environment) polyfill.Environment {
	env.Clock = timerless{env.Clock}
	return env
}

type timerless struct{ polyfill.Clock }

func (timerless) AfterFunc(time.Duration, func()) (stop func()) { return func() {} }

func aroundAlarm(set func(polyfill.Alarm, polyfill.Instant)) world.Wrapper {
	return func(_ *world.Worker, env polyfill.Environment) polyfill.Environment {
		env.Alarm = otherAlarm{env.Alarm, set}
		return env
	}
}

type otherAlarm struct {
	polyfill.Alarm
	set func(polyfill.Alarm, polyfill.Instant)
}

func (a otherAlarm) Set(at polyfill.Instant) { a.set(a.Alarm, at) }
