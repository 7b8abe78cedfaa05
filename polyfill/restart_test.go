package polyfill_test

import (
	"testing"
	"time"

	"background-sync-polyfill/polyfill/world"
)

// TestRestartWhileWaiting is about a worker that ends during a retry delay.
func TestRestartWhileWaiting(t *testing.T) {
	world.Scene(t, "a worker that starts before the delay is over waits for the rest of it (C52)", func(w *world.World) {
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

	world.Scene(t, "a worker that starts after the delay is over fires the tag at once (C52)", func(w *world.World) {
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

	world.Scene(t, "a worker that starts offline after the delay is over makes the tag pending until online (C52)", func(w *world.World) {
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

	world.Scene(t, "a tag that was stored with other parameters keeps its number of attempts (C52)", func(w *world.World) {
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
