package polyfill_test

import (
	"testing"
	"time"
)

// TestKilled is about the end of the worker or the browser at any moment.
func TestKilled(t *testing.T) {
	scene(t, "right after register(): the tag is there, and fires (C50)", func(w *world) {
		w.online()
		if err := w.worker.Register("outbox"); err != nil {
			w.Error(err)
		}
		w.worker.kill()
		w.wantList("outbox pending 0")
		w.start().wake()
		w.wantEvents("outbox")
	})

	scene(t, "while pending: the tag is there, and fires when online (C50)", func(w *world) {
		w.register("outbox")
		w.restart()
		w.wantList("outbox pending 0")
		w.wantEvents()
		w.online()
		w.wantEvents("outbox")
	})

	scene(t, "while firing: it fires again, and is not counted (C51)", func(w *world) {
		w.online()
		w.register("outbox")
		w.settle("outbox", failed)
		w.advance(5 * time.Minute)
		w.wantEvents("outbox", "outbox")
		w.worker.kill()
		w.wantList("outbox firing 1")
		w.start().wake()
		w.wantEvents("outbox")
		w.wantList("outbox firing 1")
		w.settle("outbox", failed)
		w.wantList("outbox waiting 2")
	})

	scene(t, "on the last chance: it has its last chance again (C51)", func(w *world) {
		w.params.MaxAttempts = 1
		w.restart()
		w.online()
		w.register("outbox")
		w.restart()
		w.wantEvents("outbox!", "outbox!")
		w.settle("outbox", failed)
		w.wantList()
	})

	scene(t, "while firing, and the network is gone after it: pending until online (C51)", func(w *world) {
		w.online()
		w.register("outbox")
		w.worker.kill()
		w.network.Set(false)
		w.start().wake()
		w.wantEvents("outbox")
		w.wantList("outbox pending 0")
		w.online()
		w.wantEvents("outbox")
	})

	scene(t, "while reregisteredWhileFiring: it fires with all its attempts (C34, C51)", func(w *world) {
		w.online()
		w.register("outbox")
		w.settle("outbox", failed)
		w.advance(5 * time.Minute)
		w.register("outbox")
		w.worker.kill()
		w.wantList("outbox reregisteredWhileFiring 1")
		w.start().wake()
		w.wantEvents("outbox", "outbox", "outbox")
		w.wantList("outbox firing 0")
		w.settle("outbox", succeeded)
		w.wantList()
		w.wantEvents()
	})

	scene(t, "what the old handler does afterwards reaches nobody (C51)", func(w *world) {
		w.online()
		w.register("outbox")
		old := w.handlers()[0]
		w.restart()
		old.Settle(failed)
		w.advance(time.Second)
		w.wantList("outbox firing 0")
	})

	scene(t, "registered while it lies interrupted: nothing is lost (C34, C51)", func(w *world) {
		w.online()
		w.register("outbox")
		w.worker.kill()
		w.start()
		if err := w.worker.Register("outbox"); err != nil {
			w.Error(err)
		}
		w.wantList("outbox reregisteredWhileFiring 0")
		w.worker.wake()
		w.wantEvents("outbox", "outbox")
		w.settle("outbox", succeeded)
		w.wantList()
	})
}

// TestInterruptedOften is about a tag that kills its worker: it cannot spin.
func TestInterruptedOften(t *testing.T) {
	const free = 10

	scene(t, "10 interruptions in a row are free, then delays grow to an hour (C51)", func(w *world) {
		w.online()
		w.register("outbox")
		for range free {
			w.restart()
			w.wantList("outbox firing 0")
		}
		w.fired()
		for _, delay := range []time.Duration{
			5 * time.Minute, 15 * time.Minute, 45 * time.Minute, time.Hour, time.Hour,
		} {
			w.restart()
			w.wantList("outbox waiting 0")
			w.wantAlarm(delay)
			w.advance(delay - time.Millisecond)
			w.wantEvents()
			w.advance(time.Millisecond)
			w.wantEvents("outbox")
		}
		w.settle("outbox", failed)
		w.wantList("outbox waiting 1")
		w.wantAlarm(5 * time.Minute)
	})

	scene(t, "an event that lives to its end ends the row (C51)", func(w *world) {
		w.online()
		w.register("outbox")
		for range free {
			w.restart()
		}
		w.settle("outbox", failed)
		w.advance(5 * time.Minute)
		w.fired()
		for range free {
			w.restart()
			w.wantEvents("outbox")
		}
		w.restart()
		w.wantEvents()
	})

	scene(t, "registering again does not, so the next delay is the longer one (C51)", func(w *world) {
		w.online()
		w.register("outbox")
		for range free + 1 {
			w.restart()
		}
		w.wantAlarm(5 * time.Minute)
		w.register("outbox")
		w.restart()
		w.wantList("outbox waiting 0")
		w.wantAlarm(15 * time.Minute)
	})

	scene(t, "nor does registering while the event runs (C34, C51)", func(w *world) {
		w.online()
		w.register("outbox")
		for range free {
			w.restart()
		}
		w.register("outbox")
		w.restart()
		w.wantList("outbox waiting 0")
		w.wantAlarm(5 * time.Minute)
	})

	scene(t, "other tags are not held back by it (C51)", func(w *world) {
		w.online()
		w.register("deadly")
		for range free {
			w.restart()
		}
		w.register("harmless")
		w.fired()
		w.restart()
		w.wantEvents("harmless")
		w.wantList("deadly waiting 0", "harmless firing 0")
	})
}

// TestRestartWhileWaiting is about a worker that ends during a retry delay.
func TestRestartWhileWaiting(t *testing.T) {
	scene(t, "started before the delay is over: the rest is waited for (C52)", func(w *world) {
		w.online()
		w.register("outbox")
		w.settle("outbox", failed)
		w.advance(2 * time.Minute)
		w.restart()
		w.wantEvents("outbox")
		w.wantAlarm(3 * time.Minute)
		w.advance(3*time.Minute - time.Millisecond)
		w.wantEvents()
		w.advance(time.Millisecond)
		w.wantEvents("outbox")
		w.wantList("outbox firing 1")
	})

	scene(t, "started after the delay: it fires at once (C52)", func(w *world) {
		w.online()
		w.register("outbox")
		w.settle("outbox", failed)
		w.worker.kill()
		w.advance(24 * time.Hour)
		w.wantEvents("outbox")
		w.start().wake()
		w.wantEvents("outbox")
		w.wantList("outbox firing 1")
	})

	scene(t, "started after the delay while offline: pending until online (C52)", func(w *world) {
		w.online()
		w.register("outbox")
		w.settle("outbox", failed)
		w.worker.kill()
		w.network.Set(false)
		w.advance(24 * time.Hour)
		w.start().wake()
		w.wantList("outbox pending 1")
		w.wantEvents("outbox")
		w.online()
		w.wantEvents("outbox")
	})

	scene(t, "what was stored under other parameters keeps its own number of attempts (C52)", func(w *world) {
		w.online()
		w.register("outbox")
		w.settle("outbox", failed)
		w.params.MaxAttempts = 10
		w.restart()
		w.advance(5 * time.Minute)
		w.settle("outbox", failed)
		w.advance(15 * time.Minute)
		w.wantEvents("outbox", "outbox", "outbox!")
	})
}
