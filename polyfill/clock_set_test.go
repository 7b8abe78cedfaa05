package polyfill_test

import (
	"testing"
	"time"

	"background-sync-polyfill/polyfill/world"
)

// TestClockSet is about people who set the clock while a tag waits. Delays are stored as
// wall-clock times, because no other clock goes on when the worker has ended.
func TestClockSet(t *testing.T) {
	wait := func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.Fail("outbox")
		w.WantEvents("outbox")
	}

	world.Scene(t, "if the clock is set back to before the failure, the whole delay starts at the next wake-up (C52)", func(w *world.World) {
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

	world.Scene(t, "if the clock is set back an hour and only the alarm wakes the core, the tag does not wait an hour longer (C52)", func(w *world.World) {
		wait(w)
		w.Clock.Step(-time.Hour)
		w.Advance(5 * time.Minute)
		w.WantEvents()
		w.WantAlarm(5 * time.Minute)
		w.Advance(5 * time.Minute)
		w.WantEvents("outbox")
	})

	world.Scene(t, "if the clock is set back while no worker runs, the whole delay starts at the next start, even offline (C52)", func(w *world.World) {
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

	world.Scene(t, "if the clock is set back by 2 of 3 minutes that have passed, the tag waits 2 minutes longer (C52)", func(w *world.World) {
		wait(w)
		w.Advance(3 * time.Minute)
		w.Clock.Step(-2 * time.Minute)
		w.Worker.Wake()
		w.WantAlarm(4 * time.Minute)
		w.Advance(4 * time.Minute)
		w.WantEvents("outbox")
	})

	world.Scene(t, "if the clock is set forward past the delay, the tag fires at the next wake-up (C52)", func(w *world.World) {
		wait(w)
		w.Clock.Step(time.Hour)
		w.WantEvents()
		w.Worker.Wake()
		w.WantEvents("outbox")
		w.WantList("outbox firing 1")
	})

	world.Scene(t, "if the clock is set forward and back again, the delay stays the same (C52)", func(w *world.World) {
		wait(w)
		w.Clock.Step(time.Hour)
		w.Advance(time.Minute)
		w.Clock.Step(-time.Hour)
		w.Worker.Wake()
		w.WantEvents()
		w.WantAlarm(4 * time.Minute)
	})

	world.Scene(t, "if the clock is set while an event runs, the event's limit and the delay after it stay the same (C43)", func(w *world.World) {
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
