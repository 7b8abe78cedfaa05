// Package broken has worlds in which one thing is broken, each with the invariant that a
// core must violate there. The model check must find every one of them.
package broken

import (
	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/polyfill/monitor"
	"background-sync-polyfill/polyfill/world"
)

// World is a world with one defect.
type World struct {
	Defect   string
	Violates *monitor.Invariant
	Wrap     world.Wrapper
}

// Worlds returns all broken worlds.
func Worlds() []World {
	return []World{
		{"a store that commits nothing", monitor.NeverLost,
			aroundStore(func(polyfill.Store) polyfill.Store { return forgetful{} })},
		{"a store that deletes tags that wait", monitor.NeverLost, meddling{put: dropWaiting}.wrap},
		{"a store that commits register() relaxed", monitor.NeverLost,
			aroundStore(func(s polyfill.Store) polyfill.Store { return lax{s} })},
		{"a store that commits register() of a known tag relaxed", monitor.StartsOver,
			aroundStore(func(s polyfill.Store) polyfill.Store { return laxAgain{s} })},
		{"a store that keeps tags that have succeeded", monitor.DoneIsDone, meddling{del: keepPending}.wrap},
		{"a store that adds a tag of its own", monitor.CauseForAll, meddling{put: alsoPutGhost}.wrap},
		{"a store that stores delays of length zero", monitor.RightWait, meddling{put: putWithoutDelay}.wrap},
		{"a store that reads delays as over", monitor.NotEarly, meddling{get: withoutDelay}.wrap},
		{"a store that lists tags without their failures", monitor.NotCounted,
			aroundStore(func(s polyfill.Store) polyfill.Store { return forgiving{s} })},
		{"a store that hides firing tags", monitor.Recoverable,
			aroundStore(func(s polyfill.Store) polyfill.Store { return hiding{s} })},
		{"a store that takes a minute", monitor.CallsAnswered,
			aroundStore(func(s polyfill.Store) polyfill.Store { return slow{s} })},
		{"claims that several cores can have", monitor.OneAtATime, sharedClaims()},
		{"a last chance that is not announced", monitor.LastIsLast,
			aroundClaim(func(c polyfill.Claim) polyfill.Claim { return neverLast{c} })},
		{"events that fire before they are stored", monitor.StoredFirst,
			aroundClaim(func(c polyfill.Claim) polyfill.Claim { return hasty{c, c.Dispatch(false)} })},
		{"a network that always seems to be there", monitor.NotOffline, seemsOnline},
		{"a clock whose timers never ring", monitor.Limited, withoutTimers},
		{"an alarm that never rings", monitor.NothingStuck, aroundAlarm(func(polyfill.Alarm, polyfill.Instant) {})},
		{"an alarm that rings all the time", monitor.NoSpinning,
			aroundAlarm(func(a polyfill.Alarm, _ polyfill.Instant) { a.Set(0) })},
	}
}
