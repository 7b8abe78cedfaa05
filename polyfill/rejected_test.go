package polyfill_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/polyfill/world"
)

// TestRejected follows step 5.3, upon rejection. Rejection by termination of the service
// worker is in killed_test.go.
func TestRejected(t *testing.T) {
	world.Scene(t, "step 5.3.1: a tag that was registered again while firing fires again at once (C34)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.Fail("outbox")
		w.Advance(5 * time.Minute)
		w.Register("outbox")
		w.WantEvents("outbox", "outbox")
		w.Fail("outbox")
		w.WantEvents("outbox")
		w.WantList("outbox firing 0")
	})

	world.Scene(t, "step 5.3.1: a tag that was registered again on its last chance fires again, and its attempts start over (C34)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.Fail("outbox")
		w.Advance(5 * time.Minute)
		w.Fail("outbox")
		w.Advance(15 * time.Minute)
		w.Register("outbox")
		w.WantEvents("outbox", "outbox", "outbox!")
		w.Fail("outbox")
		w.WantEvents("outbox")
		w.WantList("outbox firing 0")
		w.WantDropped()
		w.Fail("outbox")
		w.WantList("outbox waiting 1")
		w.WantAlarm(5 * time.Minute)
	})

	world.Scene(t, "step 5.3.1: a tag that was registered again while firing becomes pending if offline (C34)", func(w *world.World) {
		w.Online()
		w.Register("outbox", "outbox")
		w.Offline()
		w.Fail("outbox")
		w.WantEvents("outbox")
		w.WantList("outbox pending 0")
		w.Online()
		w.WantEvents("outbox")
	})

	world.Scene(t, "steps 5.3.2 and 5.3.3: a tag that always fails is tried again after 5 and 15 minutes, and then removed (C36)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.WantEvents("outbox")
		w.Fail("outbox")
		w.WantList("outbox waiting 1")
		w.WantAlarm(5 * time.Minute)

		w.Advance(5*time.Minute - time.Millisecond)
		w.WantEvents()
		w.Advance(time.Millisecond)
		w.WantEvents("outbox")
		w.Fail("outbox")
		w.WantList("outbox waiting 2")
		w.WantAlarm(15 * time.Minute)

		w.Advance(15*time.Minute - time.Millisecond)
		w.WantEvents()
		w.Advance(time.Millisecond)
		w.WantEvents("outbox!")
		w.WantDropped()
		w.Fail("outbox")
		w.WantList()
		w.WantDropped("outbox 3 " + world.Failed.Reason)
		w.Advance(24 * time.Hour)
		w.WantEvents()
	})

	world.Scene(t, "step 5.3.3: a tag that is given up is listed in the same commit as its removal (C36)", func(w *world.World) {
		w.Params.MaxAttempts = 1
		store := w.StartWithFaultyStore()
		w.Online()
		w.Register("outbox")
		store.FailCommit = errors.New("the disk is full")
		w.Fail("outbox")
		w.WantList("outbox firing 0")
		w.WantDropped()
	})

	world.Scene(t, "step 5.3.3: the latest hundred tags that were given up are listed (C36)", func(w *world.World) {
		w.Params.MaxAttempts = 1
		w.Restart()
		w.Online()
		for i := range polyfill.MaxDropped + 1 {
			tag := fmt.Sprint("outbox-", i)
			w.Register(tag)
			w.Fail(tag)
		}
		dropped := w.Disk.Open("/").Dropped()
		if n := len(dropped); n != polyfill.MaxDropped || dropped[0].Tag != "outbox-1" || dropped[n-1].Tag != "outbox-100" {
			w.Errorf("%v are listed, want outbox-1 to outbox-100", dropped)
		}
	})

	world.Scene(t, "step 5.3.2: the reason of the failure is stored", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.Fail("outbox")
		if r, _ := w.Registration("outbox"); r.LastError != world.Failed.Reason {
			w.Errorf("last error %q, want %q", r.LastError, world.Failed.Reason)
		}
	})

	world.Scene(t, "step 5.3.2: the parameters decide how long the delays are", func(w *world.World) {
		w.Params = polyfill.Parameters{
			MaxAttempts: 5, InitialRetryDelay: time.Second, RetryDelayFactor: 1.5, MaxEventDuration: time.Minute,
		}
		w.Restart()
		w.Online()
		w.Register("outbox")
		for _, delay := range []time.Duration{time.Second, 1500 * time.Millisecond, 2250 * time.Millisecond, 3375 * time.Millisecond} {
			w.Fail("outbox")
			w.WantAlarm(delay)
			w.Advance(delay)
		}
		w.WantEvents("outbox", "outbox", "outbox", "outbox", "outbox!")
	})

	world.Scene(t, "step 5.3.2: no delay is longer than a year", func(w *world.World) {
		w.Params.InitialRetryDelay, w.Params.RetryDelayFactor = time.Hour, 1e300
		w.Restart()
		w.Online()
		w.Register("outbox")
		w.Fail("outbox")
		w.WantAlarm(time.Hour)
		w.Advance(time.Hour)
		w.Fail("outbox")
		w.WantAlarm(365 * 24 * time.Hour)
	})

	world.Scene(t, "step 5.3.2.1: every tag has its own delay (C36)", func(w *world.World) {
		w.Online()
		w.Register("early", "late")
		w.Fail("early")
		w.Advance(time.Minute)
		w.Fail("late")
		w.WantEvents("early", "late")
		w.WantAlarm(4 * time.Minute)
		w.Advance(4 * time.Minute)
		w.WantEvents("early")
		w.WantAlarm(time.Minute)
		w.Advance(time.Minute)
		w.WantEvents("late")
	})

	world.Scene(t, "step 5.3.2.1: the alarm is set for the new delay after a wake-up that could not read the disk", func(w *world.World) {
		w.Online()
		w.Register("early")
		w.Fail("early")
		w.Advance(5*time.Minute - time.Second)
		w.Register("late")
		w.Disk.Fail(errors.New("busy"))
		w.Advance(time.Second)
		w.Disk.Fail(nil)
		w.Fail("late")
		w.WantList("early waiting 1", "late waiting 1")
		w.WantAlarm(5 * time.Minute)
	})

	world.Scene(t, "step 5.3.2.1: the alarm is set for the new delay if a wake-up has read the disk just before the failure", func(w *world.World) {
		store := w.StartWithFaultyStore()
		w.Online()
		w.Register("late")
		w.Fail("late")
		w.Advance(5 * time.Minute)
		w.Fail("late")
		w.WantAlarm(15 * time.Minute)
		w.Register("early")
		store.AfterAll = func() {
			w.Fail("early")
			w.WantAlarm(5 * time.Minute)
		}
		if err := w.Worker.Manager.Wake(); err != nil {
			w.Error(err)
		}
		w.WantList("late waiting 2", "early waiting 1")
		w.WantAlarm(5 * time.Minute)
	})

	world.Scene(t, "step 5.3.2.2: a tag that was registered again during its delay does not fire when that delay is over", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.Fail("outbox")
		w.Advance(time.Minute)
		w.Register("outbox")
		w.WantEvents("outbox", "outbox")
		w.Fail("outbox")
		w.Advance(4 * time.Minute)
		w.WantEvents()
		w.WantList("outbox waiting 1")
		w.Advance(time.Minute)
		w.WantEvents("outbox")
	})

	world.Scene(t, "steps 5.3.2.3 and 5.3.2.4: a tag whose delay ends while offline is pending until online (C37)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.Fail("outbox")
		w.Advance(time.Minute)
		w.Offline()
		w.Advance(4*time.Minute - time.Millisecond)
		w.WantList("outbox waiting 1")
		w.Advance(time.Millisecond)
		w.WantList("outbox pending 1")
		w.WantEvents("outbox")
		w.Online()
		w.WantEvents("outbox")
		w.Fail("outbox")
		w.WantList("outbox waiting 2")
	})
}
