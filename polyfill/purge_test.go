package polyfill_test

import (
	"testing"
	"time"

	"background-sync-polyfill/polyfill"
)

// TestPurged is about tags that leave the disk under a core: unregistration,
// or site data that is cleared.
func TestPurged(t *testing.T) {
	for name, outcome := range map[string]polyfill.Outcome{"success": succeeded, "failure": failed} {
		scene(t, "in mid-event: its "+name+" changes nothing (C54)", func(w *world) {
			w.online()
			w.register("outbox")
			w.purge()
			w.settle("outbox", outcome)
			w.wantEvents("outbox")
			w.wantList()
			w.wantAlarm(0)
		})

		scene(t, "in mid-event and registered anew: its "+name+" does not concern the new one (C54)", func(w *world) {
			w.online()
			w.register("outbox")
			w.purge()
			w.register("outbox")
			w.wantEvents("outbox")
			w.wantList("outbox pending 0")
			w.settle("outbox", outcome)
			w.wantEvents("outbox")
			w.wantList("outbox firing 0")
		})
	}

	scene(t, "in mid-event: nor does its limit (C43, C54)", func(w *world) {
		w.online()
		w.register("outbox")
		w.purge()
		w.advance(3 * time.Minute)
		w.wantList()
	})

	scene(t, "registered again in mid-event, too, is gone (C54)", func(w *world) {
		w.online()
		w.register("outbox", "outbox")
		w.purge()
		w.settle("outbox", succeeded)
		w.wantEvents("outbox")
		w.wantList()
	})

	scene(t, "while waiting: no event follows, and the next register works (C54, C55)", func(w *world) {
		w.online()
		w.register("outbox")
		w.settle("outbox", failed)
		w.wantEvents("outbox")
		w.purge()
		w.advance(time.Hour)
		w.wantEvents()
		w.register("outbox")
		w.wantEvents("outbox")
		w.wantList("outbox firing 0")
	})
}
