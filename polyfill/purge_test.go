package polyfill_test

import (
	"testing"
	"time"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/polyfill/world"
)

// TestPurged is about tags that leave the disk under a core: unregistration,
// or site data that is cleared.
func TestPurged(t *testing.T) {
	for name, outcome := range map[string]polyfill.Outcome{"success": world.Succeeded, "failure": world.Failed} {
		world.Scene(t, "in mid-event: its "+name+" changes nothing (C54)", func(w *world.World) {
			w.Online()
			w.Register("outbox")
			w.Purge()
			w.Settle("outbox", outcome)
			w.WantEvents("outbox")
			w.WantList()
			w.WantAlarm(0)
		})

		world.Scene(t, "in mid-event and registered anew: its "+name+" does not concern the new one (C54)", func(w *world.World) {
			w.Online()
			w.Register("outbox")
			w.Purge()
			w.Register("outbox")
			w.WantEvents("outbox")
			w.WantList("outbox pending 0")
			w.Settle("outbox", outcome)
			w.WantEvents("outbox")
			w.WantList("outbox firing 0")
		})
	}

	world.Scene(t, "in mid-event: nor does its limit (C43, C54)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.Purge()
		w.Advance(3 * time.Minute)
		w.WantList()
	})

	world.Scene(t, "registered again in mid-event, too, is gone (C54)", func(w *world.World) {
		w.Online()
		w.Register("outbox", "outbox")
		w.Purge()
		w.Succeed("outbox")
		w.WantEvents("outbox")
		w.WantList()
	})

	world.Scene(t, "while waiting: no event follows, and the next register works (C54, C55)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.Fail("outbox")
		w.WantEvents("outbox")
		w.Purge()
		w.Advance(time.Hour)
		w.WantEvents()
		w.Register("outbox")
		w.WantEvents("outbox")
		w.WantList("outbox firing 0")
	})
}
