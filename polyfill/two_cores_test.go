package polyfill_test

import (
	"testing"
	"time"

	"background-sync-polyfill/polyfill/world"
)

// TestTwoCores is about two workers that are alive at once, the old and the new one during
// an update. They share the disk and the claims.
func TestTwoCores(t *testing.T) {
	world.Scene(t, "a tag fires once if both workers are woken (C53, C56)", func(w *world.World) {
		w.Start()
		w.Register("outbox")
		w.Online()
		w.WantEvents("outbox")
		w.Succeed("outbox")
		w.WantEvents()
		w.WantList()
	})

	world.Scene(t, "a tag fires once if both workers wait for its retry (C53, C56)", func(w *world.World) {
		updated := w.Start()
		w.Online()
		w.Register("outbox")
		w.Fail("outbox")
		updated.Wake()
		w.WantEvents("outbox")
		w.Advance(5 * time.Minute)
		w.WantEvents("outbox")
		w.Fail("outbox")
		w.WantList("outbox waiting 2")
		w.Advance(15 * time.Minute)
		w.WantEvents("outbox!")
		w.Fail("outbox")
		w.WantList()
	})

	world.Scene(t, "an event that runs at one worker is not taken for interrupted by the other (C51, C56)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.WantEvents("outbox")
		w.Start().Wake()
		w.WantEvents()
		w.WantList("outbox firing 0")
		w.Fail("outbox")
		w.WantList("outbox waiting 1")
		w.WantEvents()
	})

	world.Scene(t, "the new worker fires the tag when the old one is killed while the event runs (C51, C53)", func(w *world.World) {
		old := w.Worker
		w.Online()
		w.Register("outbox")
		w.Start().Wake()
		w.WantEvents("outbox")
		old.Kill()
		w.WantEvents("outbox")
		w.WantList("outbox firing 0")
		w.Succeed("outbox")
		w.WantList()
	})

	world.Scene(t, "the new worker fires the tag when the old one is killed during the delay (C52, C53)", func(w *world.World) {
		old := w.Worker
		w.Online()
		w.Register("outbox")
		w.Start().Wake()
		w.Fail("outbox")
		w.WantEvents("outbox")
		old.Kill()
		w.WantAlarm(5 * time.Minute)
		w.Advance(5 * time.Minute)
		w.WantEvents("outbox")
	})

	world.Scene(t, "a tag that is registered at the new worker while firing at the old one fires once more (C34, C53)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.Start().Register("outbox")
		w.WantEvents("outbox")
		w.WantList("outbox reregisteredWhileFiring 0")
		w.Succeed("outbox")
		w.WantEvents("outbox")
		w.Succeed("outbox")
		w.WantEvents()
		w.WantList()
	})

	world.Scene(t, "the new worker does not fire a tag while the old one's handler runs past its limit (C43, C53)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.Start().Wake()
		w.Advance(3*time.Minute + 5*time.Minute)
		w.WantEvents("outbox")
		w.Fail("outbox")
		w.WantEvents("outbox")
		w.WantList("outbox firing 1")
	})

	world.Scene(t, "different tags can fire at different workers at once (C32, C56)", func(w *world.World) {
		w.Online()
		w.Register("a")
		w.Start().Register("b")
		w.WantEvents("a", "b")
	})
}
