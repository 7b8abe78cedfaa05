package polyfill_test

import (
	"testing"
	"time"
)

// TestClockSet is about a clock that people set while a tag waits: the delay is
// kept on the wall clock, since no other outlives the worker.
func TestClockSet(t *testing.T) {
	wait := func(w *world) {
		w.online()
		w.register("outbox")
		w.settle("outbox", failed)
		w.wantEvents("outbox")
	}

	scene(t, "back to before the failure: the whole delay is waited, from the next wake on (C52)", func(w *world) {
		wait(w)
		w.advance(2 * time.Minute)
		w.clock.Step(-time.Hour)
		w.worker.wake()
		w.wantAlarm(5 * time.Minute)
		w.advance(5*time.Minute - time.Millisecond)
		w.wantEvents()
		w.advance(time.Millisecond)
		w.wantEvents("outbox")
	})

	scene(t, "back, and no wake but the alarm's: not an hour is lost (C52)", func(w *world) {
		wait(w)
		w.clock.Step(-time.Hour)
		w.advance(5 * time.Minute)
		w.wantEvents()
		w.wantAlarm(5 * time.Minute)
		w.advance(5 * time.Minute)
		w.wantEvents("outbox")
	})

	scene(t, "back across a restart, and while offline (C52)", func(w *world) {
		wait(w)
		w.worker.kill()
		w.clock.Step(-365 * 24 * time.Hour)
		w.network.Set(false)
		w.start().wake()
		w.wantList("outbox waiting 1")
		w.wantAlarm(5 * time.Minute)
		w.online()
		w.wantEvents()
		w.advance(5 * time.Minute)
		w.wantEvents("outbox")
	})

	scene(t, "back by less than has passed: as much longer (C52)", func(w *world) {
		wait(w)
		w.advance(3 * time.Minute)
		w.clock.Step(-2 * time.Minute)
		w.worker.wake()
		w.wantAlarm(4 * time.Minute)
		w.advance(4 * time.Minute)
		w.wantEvents("outbox")
	})

	scene(t, "forward past the delay: it fires at the next wake (C52)", func(w *world) {
		wait(w)
		w.clock.Step(time.Hour)
		w.wantEvents()
		w.worker.wake()
		w.wantEvents("outbox")
		w.wantList("outbox firing 1")
	})

	scene(t, "forward and back again: the delay is as it was (C52)", func(w *world) {
		wait(w)
		w.clock.Step(time.Hour)
		w.advance(time.Minute)
		w.clock.Step(-time.Hour)
		w.worker.wake()
		w.wantEvents()
		w.wantAlarm(4 * time.Minute)
	})

	scene(t, "while firing: the event's limit and the delay after it stay what they are (C43)", func(w *world) {
		w.online()
		w.register("outbox")
		w.clock.Step(-time.Hour)
		w.advance(3*time.Minute - time.Millisecond)
		w.wantList("outbox firing 0")
		w.clock.Step(2 * time.Hour)
		w.advance(time.Millisecond)
		w.wantList("outbox waiting 1")
		w.wantAlarm(5 * time.Minute)
	})
}
