package polyfill_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"background-sync-polyfill/polyfill"
)

// TestModelFinds breaks one thing of a world after another, and has each found
// by the invariant that it violates, in a few commands. The transcript plays to
// the same end in the broken world, and to none in a sound one.
func TestModelFinds(t *testing.T) {
	for _, broken := range []struct {
		name     string
		violates *invariant
		disturb  disturbance
	}{
		{"a store that commits nothing", neverLost, aroundStore(func(polyfill.Store) polyfill.Store { return forgetful{} })},
		{"a store that drops what waits", neverLost, meddling{put: dropWaiting}.disturb},
		{"a store that commits register() relaxed", neverLost, aroundStore(func(s polyfill.Store) polyfill.Store { return lax{s} })},
		{"a store that commits register() of a known tag relaxed", startsOver, aroundStore(func(s polyfill.Store) polyfill.Store { return laxAgain{s} })},
		{"a store that keeps what has succeeded", doneIsDone, meddling{del: keepPending}.disturb},
		{"a store that makes things up", causeForAll, meddling{put: alsoPutGhost}.disturb},
		{"delays stored shorter", rightWait, meddling{put: putWithoutDelay}.disturb},
		{"delays read as over", notEarly, meddling{get: withoutDelay}.disturb},
		{"failures read as none", notExplained, aroundStore(func(s polyfill.Store) polyfill.Store { return forgiving{s} })},
		{"a store that hides what is firing", recoverable, aroundStore(func(s polyfill.Store) polyfill.Store { return hiding{s} })},
		{"a store that takes its time", callsAnswered, aroundStore(func(s polyfill.Store) polyfill.Store { return slow{s} })},
		{"claims that exclude nobody", oneAtATime, sharedClaims()},
		{"a last chance that is not announced", lastIsLast, aroundClaim(func(c polyfill.Claim) polyfill.Claim { return neverLast{c} })},
		{"events before they are stored", storedFirst, aroundClaim(func(c polyfill.Claim) polyfill.Claim { return hasty{c, c.Dispatch(false)} })},
		{"a network that seems to be always there", notOffline, seemsOnline},
		{"a clock whose timers never ring", limited, withoutTimers},
		{"an alarm that never rings", nothingStuck, aroundAlarm(func(polyfill.Alarm, polyfill.Instant) {})},
		{"an alarm that rings all the time", noSpinning, aroundAlarm(func(a polyfill.Alarm, _ polyfill.Instant) { a.Set(0) })},
	} {
		t.Run(broken.name, func(t *testing.T) {
			found := findIn(t, broken.disturb, broken.violates)
			if n := len(found.commands); n > 9 {
				t.Errorf("%d commands, want fewer", n)
			}
			text := found.transcript(t, broken.disturb)
			if again, violated := replay(t, text, broken.disturb); violated == nil || violated.invariant != found.violated.invariant || again != text {
				t.Errorf("it plays to %v, want %v\n%s\n%s", violated, found.violated, text, again)
			}
			if _, violated := replay(t, text, nil); violated != nil {
				t.Errorf("in a sound world it plays to %v", violated)
			}
		})
	}
}

// findIn walks until that does not hold, and shrinks the walk.
func findIn(t *testing.T, disturb disturbance, violates *invariant) trial {
	for seed := range uint64(100) {
		c := rand.New(rand.NewPCG(seed, 0))
		if found := walk(t, disturb, c, swarm, times(walkLength)); found.violated != nil && found.violated.invariant == violates {
			return found.shrunk(t, disturb)
		}
	}
	t.Fatalf("not found: %s", violates.name)
	return trial{}
}

// TestRetold tells walks again: the same commands have the same answers.
func TestRetold(t *testing.T) {
	for seed := range uint64(30) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			c := rand.New(rand.NewPCG(seed, 0))
			done := walk(t, nil, c, swarm, times(walkLength))
			done.violated = &violation{neverLost, ""}
			first := done.transcript(t, nil)
			if second := done.transcript(t, nil); second != first {
				t.Error(difference(first, second))
			}
		})
	}
}
