package polyfill_test

import (
	"errors"
	"testing"
	"time"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/polyfill/world"
)

// TestFulfilled follows step 5.2, upon fulfilment.
func TestFulfilled(t *testing.T) {
	world.Scene(t, "step 5.2.1: a tag that was registered again while firing fires again if online (C34)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.Fail("outbox")
		w.Advance(5 * time.Minute)
		w.Register("outbox")
		w.WantEvents("outbox", "outbox")
		w.Succeed("outbox")
		w.WantEvents("outbox")
		w.WantList("outbox firing 0")
		w.Succeed("outbox")
		w.WantEvents()
		w.WantList()
	})

	world.Scene(t, "step 5.2.1: a tag that was registered again while firing fires again without a wake-up (C34)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		if err := w.Worker.Manager.Register("outbox"); err != nil {
			w.Error(err)
		}
		w.Succeed("outbox")
		w.WantEvents("outbox", "outbox")
		w.WantList("outbox firing 0")
	})

	world.Scene(t, "step 5.2.1: a tag that was registered again while firing becomes pending if offline (C34)", func(w *world.World) {
		w.Online()
		w.Register("outbox", "outbox")
		w.WantEvents("outbox")
		w.Offline()
		w.Succeed("outbox")
		w.WantEvents()
		w.WantList("outbox pending 0")
		w.Online()
		w.WantEvents("outbox")
	})

	world.Scene(t, "step 5.2.3: a tag that has succeeded is removed (C30)", func(w *world.World) {
		w.Online()
		w.Register("outbox", "other")
		w.Succeed("outbox")
		w.WantList("other firing 0")
		w.WantEvents("other", "outbox")
		w.Advance(time.Hour)
		w.WantEvents()
	})

	world.Scene(t, "step 5.2.3: no timer is left when an event has succeeded", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		if w.Clock.Timers() != 1 {
			w.Errorf("%d timers, want the event's limit", w.Clock.Timers())
		}
		w.Succeed("outbox")
		if w.Clock.Timers() != 0 {
			w.Errorf("%d timers, want none", w.Clock.Timers())
		}
	})

	world.Scene(t, "step 5.2.3: a tag whose handler calls no waitUntil is removed (C42)", func(w *world.World) {
		w.HandlersEndAtOnce = true
		w.Online()
		w.Register("outbox")
		w.WantEvents("outbox")
		w.WantList()
		w.Register("outbox")
		w.WantEvents("outbox")
	})

	world.Scene(t, "step 5.2.3: a tag that succeeds while offline on its last chance is removed, and not listed as given up", func(w *world.World) {
		w.Params.MaxAttempts = 1
		w.Restart()
		w.Online()
		w.Register("outbox")
		w.Offline()
		w.Succeed("outbox")
		w.WantList()
		w.WantDropped()
	})

	world.Scene(t, "a tag whose success cannot be stored fires again, and no attempt is counted (C50)", func(w *world.World) {
		store := w.StartWithFaultyStore()
		w.Online()
		w.Register("outbox")
		w.WantEvents("outbox")
		store.FailCommit = errors.New("the disk is full")
		w.Succeed("outbox")
		w.WantEvents()
		w.WantList("outbox firing 0")
		store.FailCommit = nil
		w.Worker.Wake()
		w.WantEvents("outbox")
		w.WantList("outbox firing 0")
	})

	world.Scene(t, "a tag that was registered again while firing fires at the next wake-up if the success cannot be stored (C34)", func(w *world.World) {
		store := w.StartWithFaultyStore()
		w.Online()
		w.Register("outbox")
		if err := w.Worker.Manager.Register("outbox"); err != nil {
			w.Error(err)
		}
		w.WantEvents("outbox")
		store.FailPut = func(polyfill.Registration) error {
			store.FailPut = nil
			return errors.New("the disk is full")
		}
		w.Succeed("outbox")
		w.WantEvents()
		w.WantList("outbox reregisteredWhileFiring 0")
		w.Worker.Wake()
		w.WantEvents("outbox")
		w.WantList("outbox firing 0")
	})
}
