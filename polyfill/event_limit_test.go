package polyfill_test

import (
	"fmt"
	"testing"
	"time"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/polyfill/world"
)

// TestEventLimit is about C43: an event that runs for longer than MaxEventDuration.
func TestEventLimit(t *testing.T) {
	limit := polyfill.DefaultParameters().MaxEventDuration

	for _, limit := range []time.Duration{limit, time.Second, 24 * time.Hour} {
		world.Scene(t, fmt.Sprintf("an event counts as failed at exactly MaxEventDuration, %v (C43)", limit), func(w *world.World) {
			w.Params.MaxEventDuration = limit
			w.Restart()
			w.Online()
			w.Register("outbox")
			w.Advance(limit - time.Millisecond)
			w.WantList("outbox firing 0")
			w.Advance(time.Millisecond)
			w.WantList("outbox waiting 1")
			w.WantAlarm(5 * time.Minute)
			if r, _ := w.Registration("outbox"); r.LastError != fmt.Sprintf("The event ran for longer than %v.", limit) {
				w.Errorf("last error %q", r.LastError)
			}
		})
	}

	for _, late := range []polyfill.Outcome{world.Succeeded, world.Failed} {
		world.Scene(t, fmt.Sprintf("an outcome after the limit is ignored (failed: %v) (C43)", late.Failed), func(w *world.World) {
			w.Online()
			w.Register("outbox")
			w.Advance(limit)
			before := w.Registrations()[0]
			w.Advance(time.Second)
			w.Settle("outbox", late)
			if after := w.Registrations(); len(after) != 1 || after[0] != before {
				w.Errorf("%+v, want %+v as before", after, before)
			}
			w.Advance(5*time.Minute - time.Second)
			w.WantEvents("outbox", "outbox")
		})
	}

	world.Scene(t, "after the limit the tag fires again only when the old handler has ended (C43)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.WantEvents("outbox")
		w.Advance(limit + 5*time.Minute)
		w.Online()
		w.WantEvents()
		w.Advance(time.Hour)
		w.WantEvents()
		w.Succeed("outbox")
		w.WantEvents("outbox")
		w.WantList("outbox firing 1")
	})

	world.Scene(t, "a tag that is registered again after the limit fires once, when the old handler has ended (C35, C43)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.Advance(limit)
		w.Register("outbox", "outbox")
		w.WantEvents("outbox")
		w.WantList("outbox pending 0")
		w.Succeed("outbox")
		w.WantEvents("outbox")
		w.Succeed("outbox")
		w.WantEvents()
		w.WantList()
	})

	world.Scene(t, "a tag that is registered again before the limit fires when the old handler has ended (C34, C43)", func(w *world.World) {
		w.Online()
		w.Register("outbox", "outbox")
		w.Advance(limit)
		w.WantEvents("outbox")
		w.WantList("outbox pending 0")
		w.Fail("outbox")
		w.WantEvents("outbox")
		w.WantList("outbox firing 0")
	})

	world.Scene(t, "a tag whose last chance reaches the limit is removed (C43)", func(w *world.World) {
		w.Params.MaxAttempts = 1
		w.Restart()
		w.Online()
		w.Register("outbox")
		w.Advance(limit)
		w.WantList()
		w.Register("outbox")
		w.WantEvents("outbox!")
		w.Succeed("outbox")
		w.WantEvents("outbox!")
	})

	world.Scene(t, "an event that reaches the limit while offline is not counted (C38, C43)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.Offline()
		w.Advance(limit)
		w.WantList("outbox pending 0")
		w.Online()
		w.WantEvents("outbox")
		w.Fail("outbox")
		w.WantEvents("outbox")
	})

	world.Scene(t, "other tags do not wait for a handler that is over its limit (C32, C43)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.Advance(limit)
		w.Register("other")
		w.WantEvents("outbox", "other")
	})
}
