package polyfill_test

import (
	"testing"
	"time"

	"background-sync-polyfill/polyfill/world"
)

// TestTwoCores is about two workers alive at once on one disk, as during an
// update: old and new, which share the app's claims.
func TestTwoCores(t *testing.T) {
	world.Scene(t, "one event for both, when both are woken (C53, C56)", func(w *world.World) {
		w.Start()
		w.Register("outbox")
		w.Online()
		w.WantEvents("outbox")
		w.Succeed("outbox")
		w.WantEvents()
		w.WantList()
	})

	world.Scene(t, "one event for both, when both wait for its retry (C53, C56)", func(w *world.World) {
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

	world.Scene(t, "the other's running event is no interrupted one (C51, C56)", func(w *world.World) {
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

	world.Scene(t, "the new one takes over when the old one dies in mid-event (C51, C53)", func(w *world.World) {
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

	world.Scene(t, "the new one takes over when the old one dies while waiting (C52, C53)", func(w *world.World) {
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

	world.Scene(t, "registered at the new one while it fires at the old one: fires again, once (C34, C53)", func(w *world.World) {
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

	world.Scene(t, "a handler past its limit at the old one: the new one waits for its end (C43, C53)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.Start().Wake()
		w.Advance(3*time.Minute + 5*time.Minute)
		w.WantEvents("outbox")
		w.Fail("outbox")
		w.WantEvents("outbox")
		w.WantList("outbox firing 1")
	})

	world.Scene(t, "different tags fire at different cores (C32, C56)", func(w *world.World) {
		w.Online()
		w.Register("a")
		w.Start().Register("b")
		w.WantEvents("a", "b")
	})
}
