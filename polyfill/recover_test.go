package polyfill_test

import (
	"testing"
	"time"

	"background-sync-polyfill/polyfill/world"
)

// TestKilled is about the end of the worker or the browser at any moment.
func TestKilled(t *testing.T) {
	world.Scene(t, "right after register(): the tag is there, and fires (C50)", func(w *world.World) {
		w.Online()
		if err := w.Worker.Manager.Register("outbox"); err != nil {
			w.Error(err)
		}
		w.Worker.Kill()
		w.WantList("outbox pending 0")
		w.Start().Wake()
		w.WantEvents("outbox")
	})

	world.Scene(t, "while pending: the tag is there, and fires when online (C50)", func(w *world.World) {
		w.Register("outbox")
		w.Restart()
		w.WantList("outbox pending 0")
		w.WantEvents()
		w.Online()
		w.WantEvents("outbox")
	})

	world.Scene(t, "while firing: it fires again, and is not counted (C51)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.Fail("outbox")
		w.Advance(5 * time.Minute)
		w.WantEvents("outbox", "outbox")
		w.Worker.Kill()
		w.WantList("outbox firing 1")
		w.Start().Wake()
		w.WantEvents("outbox")
		w.WantList("outbox firing 1")
		w.Fail("outbox")
		w.WantList("outbox waiting 2")
	})

	world.Scene(t, "on the last chance: it has its last chance again (C51)", func(w *world.World) {
		w.Params.MaxAttempts = 1
		w.Restart()
		w.Online()
		w.Register("outbox")
		w.Restart()
		w.WantEvents("outbox!", "outbox!")
		w.Fail("outbox")
		w.WantList()
	})

	world.Scene(t, "while firing, and the network is gone after it: pending until online (C51)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.Worker.Kill()
		w.Network.Set(false)
		w.Start().Wake()
		w.WantEvents("outbox")
		w.WantList("outbox pending 0")
		w.Online()
		w.WantEvents("outbox")
	})

	world.Scene(t, "while reregisteredWhileFiring: it fires with all its attempts (C34, C51)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.Fail("outbox")
		w.Advance(5 * time.Minute)
		w.Register("outbox")
		w.Worker.Kill()
		w.WantList("outbox reregisteredWhileFiring 1")
		w.Start().Wake()
		w.WantEvents("outbox", "outbox", "outbox")
		w.WantList("outbox firing 0")
		w.Succeed("outbox")
		w.WantList()
		w.WantEvents()
	})

	world.Scene(t, "what the old handler does afterwards reaches nobody (C51)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		old := w.Handlers()[0]
		w.Restart()
		old.Settle(world.Failed)
		w.Advance(time.Second)
		w.WantList("outbox firing 0")
	})

	world.Scene(t, "registered while it lies interrupted: nothing is lost (C34, C51)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.Worker.Kill()
		w.Start()
		if err := w.Worker.Manager.Register("outbox"); err != nil {
			w.Error(err)
		}
		w.WantList("outbox reregisteredWhileFiring 0")
		w.Worker.Wake()
		w.WantEvents("outbox", "outbox")
		w.Succeed("outbox")
		w.WantList()
	})
}

// TestInterruptedOften is about a tag that kills its worker: it cannot spin.
func TestInterruptedOften(t *testing.T) {
	const free = 10

	world.Scene(t, "10 interruptions in a row are free, then delays grow to an hour (C51)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		for range free {
			w.Restart()
			w.WantList("outbox firing 0")
		}
		w.Fired()
		for _, delay := range []time.Duration{
			5 * time.Minute, 15 * time.Minute, 45 * time.Minute, time.Hour, time.Hour,
		} {
			w.Restart()
			w.WantList("outbox waiting 0")
			w.WantAlarm(delay)
			w.Advance(delay - time.Millisecond)
			w.WantEvents()
			w.Advance(time.Millisecond)
			w.WantEvents("outbox")
		}
		w.Fail("outbox")
		w.WantList("outbox waiting 1")
		w.WantAlarm(5 * time.Minute)
	})

	world.Scene(t, "an event that lives to its end ends the row (C51)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		for range free {
			w.Restart()
		}
		w.Fail("outbox")
		w.Advance(5 * time.Minute)
		w.Fired()
		for range free {
			w.Restart()
			w.WantEvents("outbox")
		}
		w.Restart()
		w.WantEvents()
	})

	world.Scene(t, "registering again does not, so the next delay is the longer one (C51)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		for range free + 1 {
			w.Restart()
		}
		w.WantAlarm(5 * time.Minute)
		w.Register("outbox")
		w.Restart()
		w.WantList("outbox waiting 0")
		w.WantAlarm(15 * time.Minute)
	})

	world.Scene(t, "nor does registering while the event runs (C34, C51)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		for range free {
			w.Restart()
		}
		w.Register("outbox")
		w.Restart()
		w.WantList("outbox waiting 0")
		w.WantAlarm(5 * time.Minute)
	})

	world.Scene(t, "other tags are not held back by it (C51)", func(w *world.World) {
		w.Online()
		w.Register("deadly")
		for range free {
			w.Restart()
		}
		w.Register("harmless")
		w.Fired()
		w.Restart()
		w.WantEvents("harmless")
		w.WantList("deadly waiting 0", "harmless firing 0")
	})
}

// TestRestartWhileWaiting is about a worker that ends during a retry delay.
func TestRestartWhileWaiting(t *testing.T) {
	world.Scene(t, "started before the delay is over: the rest is waited for (C52)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.Fail("outbox")
		w.Advance(2 * time.Minute)
		w.Restart()
		w.WantEvents("outbox")
		w.WantAlarm(3 * time.Minute)
		w.Advance(3*time.Minute - time.Millisecond)
		w.WantEvents()
		w.Advance(time.Millisecond)
		w.WantEvents("outbox")
		w.WantList("outbox firing 1")
	})

	world.Scene(t, "started after the delay: it fires at once (C52)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.Fail("outbox")
		w.Worker.Kill()
		w.Advance(24 * time.Hour)
		w.WantEvents("outbox")
		w.Start().Wake()
		w.WantEvents("outbox")
		w.WantList("outbox firing 1")
	})

	world.Scene(t, "started after the delay while offline: pending until online (C52)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.Fail("outbox")
		w.Worker.Kill()
		w.Network.Set(false)
		w.Advance(24 * time.Hour)
		w.Start().Wake()
		w.WantList("outbox pending 1")
		w.WantEvents("outbox")
		w.Online()
		w.WantEvents("outbox")
	})

	world.Scene(t, "what was stored under other parameters keeps its own number of attempts (C52)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.Fail("outbox")
		w.Params.MaxAttempts = 10
		w.Restart()
		w.Advance(5 * time.Minute)
		w.Fail("outbox")
		w.Advance(15 * time.Minute)
		w.WantEvents("outbox", "outbox", "outbox!")
	})
}
