package polyfill_test

import (
	"testing"
	"time"
)

// TestTwoCores is about two workers alive at once on one disk, as during an
// update: old and new, which share the app's claims.
func TestTwoCores(t *testing.T) {
	scene(t, "one event for both, when both are woken (C53, C56)", func(w *world) {
		w.start()
		w.register("outbox")
		w.online()
		w.wantEvents("outbox")
		w.settle("outbox", succeeded)
		w.wantEvents()
		w.wantList()
	})

	scene(t, "one event for both, when both wait for its retry (C53, C56)", func(w *world) {
		updated := w.start()
		w.online()
		w.register("outbox")
		w.settle("outbox", failed)
		updated.wake()
		w.wantEvents("outbox")
		w.advance(5 * time.Minute)
		w.wantEvents("outbox")
		w.settle("outbox", failed)
		w.wantList("outbox waiting 2")
		w.advance(15 * time.Minute)
		w.wantEvents("outbox!")
		w.settle("outbox", failed)
		w.wantList()
	})

	scene(t, "the other's running event is no interrupted one (C51, C56)", func(w *world) {
		w.online()
		w.register("outbox")
		w.wantEvents("outbox")
		w.start().wake()
		w.wantEvents()
		w.wantList("outbox firing 0")
		w.settle("outbox", failed)
		w.wantList("outbox waiting 1")
		w.wantEvents()
	})

	scene(t, "the new one takes over when the old one dies in mid-event (C51, C53)", func(w *world) {
		old := w.worker
		w.online()
		w.register("outbox")
		w.start().wake()
		w.wantEvents("outbox")
		old.kill()
		w.wantEvents("outbox")
		w.wantList("outbox firing 0")
		w.settle("outbox", succeeded)
		w.wantList()
	})

	scene(t, "the new one takes over when the old one dies while waiting (C52, C53)", func(w *world) {
		old := w.worker
		w.online()
		w.register("outbox")
		w.start().wake()
		w.settle("outbox", failed)
		w.wantEvents("outbox")
		old.kill()
		w.wantAlarm(5 * time.Minute)
		w.advance(5 * time.Minute)
		w.wantEvents("outbox")
	})

	scene(t, "registered at the new one while it fires at the old one: fires again, once (C34, C53)", func(w *world) {
		w.online()
		w.register("outbox")
		w.start().register("outbox")
		w.wantEvents("outbox")
		w.wantList("outbox reregisteredWhileFiring 0")
		w.settle("outbox", succeeded)
		w.wantEvents("outbox")
		w.settle("outbox", succeeded)
		w.wantEvents()
		w.wantList()
	})

	scene(t, "a handler past its limit at the old one: the new one waits for its end (C43, C53)", func(w *world) {
		w.online()
		w.register("outbox")
		w.start().wake()
		w.advance(3*time.Minute + 5*time.Minute)
		w.wantEvents("outbox")
		w.settle("outbox", failed)
		w.wantEvents("outbox")
		w.wantList("outbox firing 1")
	})

	scene(t, "different tags fire at different cores (C32, C56)", func(w *world) {
		w.online()
		w.register("a")
		w.start().register("b")
		w.wantEvents("a", "b")
	})
}
