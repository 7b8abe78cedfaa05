package polyfill_test

import (
	"testing"
	"time"
)

// TestFailedOffline is about C38: a failure that the lost network explains is
// not held against the tag.
func TestFailedOffline(t *testing.T) {
	scene(t, "failed while offline: pending, not counted, fires when online (C38)", func(w *world) {
		w.online()
		w.register("outbox")
		w.offline()
		w.settle("outbox", failed)
		w.wantEvents("outbox")
		w.wantList("outbox pending 0")
		w.wantAlarm(0)
		w.online()
		w.wantEvents("outbox")
	})

	scene(t, "failed while offline, earlier attempts still count (C38)", func(w *world) {
		w.online()
		w.register("outbox")
		w.settle("outbox", failed)
		w.advance(5 * time.Minute)
		w.offline()
		w.settle("outbox", failed)
		w.wantList("outbox pending 1")
	})

	scene(t, "offline 10 s after the failure: taken back (C38)", func(w *world) {
		w.online()
		w.register("outbox")
		w.settle("outbox", failed)
		w.advance(5 * time.Minute)
		w.settle("outbox", failed)
		w.wantEvents("outbox", "outbox")
		w.advance(10 * time.Second)
		w.offline()
		w.wantList("outbox pending 1")
		w.online()
		w.wantEvents("outbox")
		w.settle("outbox", failed)
		w.wantList("outbox waiting 2")
		w.wantAlarm(15 * time.Minute)
	})

	for name, online := range map[string]bool{
		"the network is back before the failure is taken back: the tag fires at once (C38)": true,
		"the network is gone when the failure is taken back: the tag does not fire (C38)":   false,
	} {
		scene(t, name, func(w *world) {
			store := w.startOnTap()
			w.network.Set(true)
			w.register("outbox")
			w.settle("outbox", failed)
			w.wantEvents("outbox")
			store.delay = time.Second
			w.network.Set(false)
			go func() { _ = w.worker.Offline() }()
			w.advance(0)
			w.network.Set(online)
			w.worker.wake() // It looks before the failure is taken back.
			w.advance(10 * time.Second)
			if online {
				w.wantEvents("outbox")
			} else {
				w.wantEvents()
				w.wantList("outbox pending 0")
			}
		})
	}

	scene(t, "offline later than that: counted (C38)", func(w *world) {
		w.online()
		w.register("outbox")
		w.settle("outbox", failed)
		w.advance(10*time.Second + time.Millisecond)
		w.offline()
		w.wantList("outbox waiting 1")
	})

	scene(t, "offline concerns the waiting only (C38)", func(w *world) {
		w.online()
		w.register("waiting")
		w.settle("waiting", failed)
		w.register("firing", "again", "again")
		w.offline()
		w.wantList("waiting pending 0", "firing firing 0", "again reregisteredWhileFiring 0")
	})

	scene(t, "failed on the last chance: gone, whatever the network does (C38)", func(w *world) {
		w.params.MaxAttempts = 1
		w.restart()
		w.online()
		w.register("a", "b")
		w.settle("a", failed)
		w.offline()
		w.settle("b", failed)
		w.wantEvents("a!", "b!")
		w.wantList()
		w.online()
		w.wantEvents()
	})

	scene(t, "an interruption's back-off is not taken back (C38, C51)", func(w *world) {
		w.online()
		w.register("outbox")
		w.settle("outbox", failed)
		w.advance(5 * time.Minute)
		for range 11 {
			w.restart()
		}
		w.wantList("outbox waiting 1")
		w.offline()
		w.wantList("outbox waiting 1")
	})

	scene(t, "an interruption while offline is not an attempt either (C38, C51)", func(w *world) {
		w.online()
		w.register("outbox")
		w.offline()
		w.restart()
		w.wantList("outbox pending 0")
		w.wantEvents("outbox")
		w.online()
		w.wantEvents("outbox")
	})
}
