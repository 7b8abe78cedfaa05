package polyfill_test

import (
	"fmt"
	"testing"
	"time"

	"background-sync-polyfill/polyfill"
)

// TestEventLimit is about C43: an event that runs for too long.
func TestEventLimit(t *testing.T) {
	limit := polyfill.DefaultParameters().MaxEventDuration

	for _, limit := range []time.Duration{limit, time.Second, 24 * time.Hour} {
		scene(t, fmt.Sprintf("it counts as failed at exactly the limit that is set, %v (C43)", limit), func(w *world) {
			w.params.MaxEventDuration = limit
			w.restart()
			w.online()
			w.register("outbox")
			w.advance(limit - time.Millisecond)
			w.wantList("outbox firing 0")
			w.advance(time.Millisecond)
			w.wantList("outbox waiting 1")
			w.wantAlarm(5 * time.Minute)
			if r, _ := w.registration("outbox"); r.LastError != fmt.Sprintf("The event ran for longer than %v.", limit) {
				w.Errorf("last error %q", r.LastError)
			}
		})
	}

	for _, late := range []polyfill.Outcome{succeeded, failed} {
		scene(t, fmt.Sprintf("a late outcome changes nothing (failed: %v) (C43)", late.Failed), func(w *world) {
			w.online()
			w.register("outbox")
			w.advance(limit)
			before := w.list()[0]
			w.advance(time.Second)
			w.settle("outbox", late)
			if after := w.list(); len(after) != 1 || after[0] != before {
				w.Errorf("%+v, want %+v as before", after, before)
			}
			w.advance(5*time.Minute - time.Second)
			w.wantEvents("outbox", "outbox")
		})
	}

	scene(t, "it does not fire again while the old handler runs, but once that has ended (C43)", func(w *world) {
		w.online()
		w.register("outbox")
		w.wantEvents("outbox")
		w.advance(limit + 5*time.Minute)
		w.online()
		w.wantEvents()
		w.advance(time.Hour)
		w.wantEvents()
		w.settle("outbox", succeeded)
		w.wantEvents("outbox")
		w.wantList("outbox firing 1")
	})

	scene(t, "nor when it is registered again, and only once then (C35, C43)", func(w *world) {
		w.online()
		w.register("outbox")
		w.advance(limit)
		w.register("outbox", "outbox")
		w.wantEvents("outbox")
		w.wantList("outbox pending 0")
		w.settle("outbox", succeeded)
		w.wantEvents("outbox")
		w.settle("outbox", succeeded)
		w.wantEvents()
		w.wantList()
	})

	scene(t, "registered again before the limit, it fires when the old handler has ended (C34, C43)", func(w *world) {
		w.online()
		w.register("outbox", "outbox")
		w.advance(limit)
		w.wantEvents("outbox")
		w.wantList("outbox pending 0")
		w.settle("outbox", failed)
		w.wantEvents("outbox")
		w.wantList("outbox firing 0")
	})

	scene(t, "on its last chance it is gone at the limit (C43)", func(w *world) {
		w.params.MaxAttempts = 1
		w.restart()
		w.online()
		w.register("outbox")
		w.advance(limit)
		w.wantList()
		w.register("outbox")
		w.wantEvents("outbox!")
		w.settle("outbox", succeeded)
		w.wantEvents("outbox!")
	})

	scene(t, "at the limit while offline it is no attempt, as any failure then (C38, C43)", func(w *world) {
		w.online()
		w.register("outbox")
		w.offline()
		w.advance(limit)
		w.wantList("outbox pending 0")
		w.online()
		w.wantEvents("outbox")
		w.settle("outbox", failed)
		w.wantEvents("outbox")
	})

	scene(t, "other tags do not wait for it (C32, C43)", func(w *world) {
		w.online()
		w.register("outbox")
		w.advance(limit)
		w.register("other")
		w.wantEvents("outbox", "other")
	})
}
