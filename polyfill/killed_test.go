package polyfill_test

import (
	"testing"
	"time"

	"background-sync-polyfill/polyfill/world"
)

// TestKilled is about a worker or a browser that ends at any moment.
func TestKilled(t *testing.T) {
	world.Scene(t, "a tag whose worker is killed right after register() fires at the next start (C50)", func(w *world.World) {
		w.Online()
		if err := w.Worker.Manager.Register("outbox"); err != nil {
			w.Error(err)
		}
		w.Worker.Kill()
		w.WantList("outbox pending 0")
		w.Start().Wake()
		w.WantEvents("outbox")
	})

	world.Scene(t, "a tag whose worker is killed while pending fires when online (C50)", func(w *world.World) {
		w.Register("outbox")
		w.Restart()
		w.WantList("outbox pending 0")
		w.WantEvents()
		w.Online()
		w.WantEvents("outbox")
	})

	world.Scene(t, "a tag whose worker is killed while firing fires again, and no attempt is counted (C51)", func(w *world.World) {
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

	world.Scene(t, "a tag whose worker is killed on its last chance has its last chance again (C51)", func(w *world.World) {
		w.Params.MaxAttempts = 1
		w.Restart()
		w.Online()
		w.Register("outbox")
		w.Restart()
		w.WantEvents("outbox!", "outbox!")
		w.Fail("outbox")
		w.WantList()
	})

	world.Scene(t, "a tag whose worker is killed while firing is pending until online if the network is gone at the next start (C51)", func(w *world.World) {
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

	world.Scene(t, "a tag whose worker is killed while reregisteredWhileFiring fires with all its attempts (C34, C51)", func(w *world.World) {
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

	world.Scene(t, "the outcome of a killed worker's handler is ignored (C51)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		old := w.Handlers()[0]
		w.Restart()
		old.Settle(world.Failed)
		w.Advance(time.Second)
		w.WantList("outbox firing 0")
	})

	world.Scene(t, "a tag that is registered after its event was interrupted, and before a wake-up, fires (C34, C51)", func(w *world.World) {
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
