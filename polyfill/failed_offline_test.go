package polyfill_test

import (
	"testing"
	"time"

	"background-sync-polyfill/polyfill/world"
)

// TestFailedOffline is about C38: a failure that the loss of the network explains is not
// counted.
func TestFailedOffline(t *testing.T) {
	world.Scene(t, "a tag that fails while offline becomes pending, is not counted, and fires when online (C38)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.Offline()
		w.Fail("outbox")
		w.WantEvents("outbox")
		w.WantList("outbox pending 0")
		w.WantAlarm(0)
		w.Online()
		w.WantEvents("outbox")
	})

	world.Scene(t, "when a tag fails while offline, its earlier failures still count (C38)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.Fail("outbox")
		w.Advance(5 * time.Minute)
		w.Offline()
		w.Fail("outbox")
		w.WantList("outbox pending 1")
	})

	world.Scene(t, "a failure is taken back if the network is lost 10 s after it (C38)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.Fail("outbox")
		w.Advance(5 * time.Minute)
		w.Fail("outbox")
		w.WantEvents("outbox", "outbox")
		w.Advance(10 * time.Second)
		w.Offline()
		w.WantList("outbox pending 1")
		w.Online()
		w.WantEvents("outbox")
		w.Fail("outbox")
		w.WantList("outbox waiting 2")
		w.WantAlarm(15 * time.Minute)
	})

	for name, online := range map[string]bool{
		"if the network is back before the failure is taken back, the tag fires at once (C38)": true,
		"if the network is gone when the failure is taken back, the tag does not fire (C38)":   false,
	} {
		world.Scene(t, name, func(w *world.World) {
			store := w.StartWithFaultyStore()
			w.Network.Set(true)
			w.Register("outbox")
			w.Fail("outbox")
			w.WantEvents("outbox")
			store.Delay = time.Second
			w.Network.Set(false)
			go func() { _ = w.Worker.Manager.Offline() }()
			w.Advance(0)
			w.Network.Set(online)
			w.Worker.Wake() // It reads the store before the failure is taken back.
			w.Advance(10 * time.Second)
			if online {
				w.WantEvents("outbox")
			} else {
				w.WantEvents()
				w.WantList("outbox pending 0")
			}
		})
	}

	world.Scene(t, "a failure counts if the network is lost more than 10 s after it (C38)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.Fail("outbox")
		w.Advance(10*time.Second + time.Millisecond)
		w.Offline()
		w.WantList("outbox waiting 1")
	})

	world.Scene(t, "the loss of the network changes waiting tags only (C38)", func(w *world.World) {
		w.Online()
		w.Register("waiting")
		w.Fail("waiting")
		w.Register("firing", "again", "again")
		w.Offline()
		w.WantList("waiting pending 0", "firing firing 0", "again reregisteredWhileFiring 0")
	})

	world.Scene(t, "a tag that fails on its last chance is removed, online and offline (C38)", func(w *world.World) {
		w.Params.MaxAttempts = 1
		w.Restart()
		w.Online()
		w.Register("a", "b")
		w.Fail("a")
		w.Offline()
		w.Fail("b")
		w.WantEvents("a!", "b!")
		w.WantList()
		w.Online()
		w.WantEvents()
	})

	world.Scene(t, "the delay after interruptions is not taken back when the network is lost (C38, C51)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.Fail("outbox")
		w.Advance(5 * time.Minute)
		for range 11 {
			w.Restart()
		}
		w.WantList("outbox waiting 1")
		w.Offline()
		w.WantList("outbox waiting 1")
	})

	world.Scene(t, "an interruption while offline is not counted as an attempt (C38, C51)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.Offline()
		w.Restart()
		w.WantList("outbox pending 0")
		w.WantEvents("outbox")
		w.Online()
		w.WantEvents("outbox")
	})
}
