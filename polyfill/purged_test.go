package polyfill_test

import (
	"testing"
	"time"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/polyfill/world"
)

// TestPurged is about tags that are removed from the disk while a core runs, because the
// service worker is unregistered or site data is cleared.
func TestPurged(t *testing.T) {
	for name, outcome := range map[string]polyfill.Outcome{"success": world.Succeeded, "failure": world.Failed} {
		world.Scene(t, "the "+name+" of an event changes nothing if its tag was removed meanwhile (C54)", func(w *world.World) {
			w.Online()
			w.Register("outbox")
			w.Purge()
			w.Settle("outbox", outcome)
			w.WantEvents("outbox")
			w.WantList()
			w.WantAlarm(0)
		})

		world.Scene(t, "the "+name+" of an event changes nothing if its tag was removed and registered anew meanwhile (C54)", func(w *world.World) {
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

	world.Scene(t, "the limit of an event changes nothing if its tag was removed meanwhile (C43, C54)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.Purge()
		w.Advance(3 * time.Minute)
		w.WantList()
	})

	world.Scene(t, "a tag that was registered again while firing and then removed does not fire again (C54)", func(w *world.World) {
		w.Online()
		w.Register("outbox", "outbox")
		w.Purge()
		w.Succeed("outbox")
		w.WantEvents("outbox")
		w.WantList()
	})

	world.Scene(t, "a tag that is removed while waiting does not fire until it is registered anew (C54, C55)", func(w *world.World) {
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
