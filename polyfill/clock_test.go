package polyfill_test

import (
	"testing"
	"time"

	"background-sync-polyfill/polyfill/world"
)

// TestClockSet is about a clock that people set while a tag waits: the delay is
// kept on the wall clock, since no other outlives the worker.
func TestClockSet(t *testing.T) {
	wait := func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.Fail("outbox")
		w.WantEvents("outbox")
	}

	world.Scene(t, "back to before the failure: the whole delay is waited, from the next wake on (C52)", func(w *world.World) {
		wait(w)
		w.Advance(2 * time.Minute)
		w.Clock.Step(-time.Hour)
		w.Worker.Wake()
		w.WantAlarm(5 * time.Minute)
		w.Advance(5*time.Minute - time.Millisecond)
		w.WantEvents()
		w.Advance(time.Millisecond)
		w.WantEvents("outbox")
	})

	world.Scene(t, "back, and no wake but the alarm's: not an hour is lost (C52)", func(w *world.World) {
		wait(w)
		w.Clock.Step(-time.Hour)
		w.Advance(5 * time.Minute)
		w.WantEvents()
		w.WantAlarm(5 * time.Minute)
		w.Advance(5 * time.Minute)
		w.WantEvents("outbox")
	})

	world.Scene(t, "back across a restart, and while offline (C52)", func(w *world.World) {
		wait(w)
		w.Worker.Kill()
		w.Clock.Step(-365 * 24 * time.Hour)
		w.Network.Set(false)
		w.Start().Wake()
		w.WantList("outbox waiting 1")
		w.WantAlarm(5 * time.Minute)
		w.Online()
		w.WantEvents()
		w.Advance(5 * time.Minute)
		w.WantEvents("outbox")
	})

	world.Scene(t, "back by less than has passed: as much longer (C52)", func(w *world.World) {
		wait(w)
		w.Advance(3 * time.Minute)
		w.Clock.Step(-2 * time.Minute)
		w.Worker.Wake()
		w.WantAlarm(4 * time.Minute)
		w.Advance(4 * time.Minute)
		w.WantEvents("outbox")
	})

	world.Scene(t, "forward past the delay: it fires at the next wake (C52)", func(w *world.World) {
		wait(w)
		w.Clock.Step(time.Hour)
		w.WantEvents()
		w.Worker.Wake()
		w.WantEvents("outbox")
		w.WantList("outbox firing 1")
	})

	world.Scene(t, "forward and back again: the delay is as it was (C52)", func(w *world.World) {
		wait(w)
		w.Clock.Step(time.Hour)
		w.Advance(time.Minute)
		w.Clock.Step(-time.Hour)
		w.Worker.Wake()
		w.WantEvents()
		w.WantAlarm(4 * time.Minute)
	})

	world.Scene(t, "while firing: the event's limit and the delay after it stay what they are (C43)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.Clock.Step(-time.Hour)
		w.Advance(3*time.Minute - time.Millisecond)
		w.WantList("outbox firing 0")
		w.Clock.Step(2 * time.Hour)
		w.Advance(time.Millisecond)
		w.WantList("outbox waiting 1")
		w.WantAlarm(5 * time.Minute)
	})
}
