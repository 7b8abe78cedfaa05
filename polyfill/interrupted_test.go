package polyfill_test

import (
	"testing"
	"time"

	"background-sync-polyfill/polyfill/world"
)

// TestInterruptedOften is about a tag whose handler always ends the worker: its event must
// not fire again endlessly without a delay.
func TestInterruptedOften(t *testing.T) {
	const free = 10

	world.Scene(t, "10 interruptions in a row add no delay, and each further one a longer delay, an hour at most (C51)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		for range free {
			w.Restart()
			w.WantList("outbox firing 0")
		}
		w.Fired()
		for _, delay := range []time.Duration{
			5 * time.Minute, 15 * time.Minute, 45 * time.Minute, time.Hour, time.Hour,
		} {
			w.Restart()
			w.WantList("outbox waiting 0")
			w.WantAlarm(delay)
			w.Advance(delay - time.Millisecond)
			w.WantEvents()
			w.Advance(time.Millisecond)
			w.WantEvents("outbox")
		}
		w.Fail("outbox")
		w.WantList("outbox waiting 1")
		w.WantAlarm(5 * time.Minute)
	})

	world.Scene(t, "the count of interruptions starts over when an event ends without one (C51)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		for range free {
			w.Restart()
		}
		w.Fail("outbox")
		w.Advance(5 * time.Minute)
		w.Fired()
		for range free {
			w.Restart()
			w.WantEvents("outbox")
		}
		w.Restart()
		w.WantEvents()
	})

	world.Scene(t, "the count of interruptions does not start over when the tag is registered again (C51)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		for range free + 1 {
			w.Restart()
		}
		w.WantAlarm(5 * time.Minute)
		w.Register("outbox")
		w.Restart()
		w.WantList("outbox waiting 0")
		w.WantAlarm(15 * time.Minute)
	})

	world.Scene(t, "the count of interruptions does not start over when the tag is registered while it fires (C34, C51)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		for range free {
			w.Restart()
		}
		w.Register("outbox")
		w.Restart()
		w.WantList("outbox waiting 0")
		w.WantAlarm(5 * time.Minute)
	})

	world.Scene(t, "a tag that is often interrupted does not delay other tags (C51)", func(w *world.World) {
		w.Online()
		w.Register("deadly")
		for range free {
			w.Restart()
		}
		w.Register("harmless")
		w.Fired()
		w.Restart()
		w.WantEvents("harmless")
		w.WantList("deadly waiting 0", "harmless firing 0")
	})
}
