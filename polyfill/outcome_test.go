package polyfill_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/polyfill/world"
)

// TestFulfilled follows step 5.2, upon fulfilment.
func TestFulfilled(t *testing.T) {
	world.Scene(t, "step 5.2.1: registered again while firing, it fires again if online (C34)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.Fail("outbox")
		w.Advance(5 * time.Minute)
		w.Register("outbox")
		w.WantEvents("outbox", "outbox")
		w.Succeed("outbox")
		w.WantEvents("outbox")
		w.WantList("outbox firing 0")
		w.Succeed("outbox")
		w.WantEvents()
		w.WantList()
	})

	world.Scene(t, "step 5.2.1: it fires again by itself, nobody need wake it (C34)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		if err := w.Worker.Manager.Register("outbox"); err != nil {
			w.Error(err)
		}
		w.Succeed("outbox")
		w.WantEvents("outbox", "outbox")
		w.WantList("outbox firing 0")
	})

	world.Scene(t, "step 5.2.1: registered again while firing, it is pending if offline (C34)", func(w *world.World) {
		w.Online()
		w.Register("outbox", "outbox")
		w.WantEvents("outbox")
		w.Offline()
		w.Succeed("outbox")
		w.WantEvents()
		w.WantList("outbox pending 0")
		w.Online()
		w.WantEvents("outbox")
	})

	world.Scene(t, "step 5.2.3: it leaves the list (C30)", func(w *world.World) {
		w.Online()
		w.Register("outbox", "other")
		w.Succeed("outbox")
		w.WantList("other firing 0")
		w.WantEvents("other", "outbox")
		w.Advance(time.Hour)
		w.WantEvents()
	})

	world.Scene(t, "step 5.2.3: and leaves no timer behind", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		if w.Clock.Timers() != 1 {
			w.Errorf("%d timers, want the event's limit", w.Clock.Timers())
		}
		w.Succeed("outbox")
		if w.Clock.Timers() != 0 {
			w.Errorf("%d timers, want none", w.Clock.Timers())
		}
	})

	world.Scene(t, "step 5.2.3: also when the event had no promise to wait for (C42)", func(w *world.World) {
		w.HandlersEndAtOnce = true
		w.Online()
		w.Register("outbox")
		w.WantEvents("outbox")
		w.WantList()
		w.Register("outbox")
		w.WantEvents("outbox")
	})

	world.Scene(t, "step 5.2.3: also when the network has gone meanwhile, or on the last chance", func(w *world.World) {
		w.Params.MaxAttempts = 1
		w.Restart()
		w.Online()
		w.Register("outbox")
		w.Offline()
		w.Succeed("outbox")
		w.WantList()
		w.WantDropped()
	})

	world.Scene(t, "a success that cannot be stored fires again, and is no attempt (C50)", func(w *world.World) {
		store := w.StartWithFaultyStore()
		w.Online()
		w.Register("outbox")
		w.WantEvents("outbox")
		store.FailCommit = errors.New("the disk is full")
		w.Succeed("outbox")
		w.WantEvents()
		w.WantList("outbox firing 0")
		store.FailCommit = nil
		w.Worker.Wake()
		w.WantEvents("outbox")
		w.WantList("outbox firing 0")
	})

	world.Scene(t, "nor does registering again get lost with it, and it fires at the next wake (C34)", func(w *world.World) {
		store := w.StartWithFaultyStore()
		w.Online()
		w.Register("outbox")
		if err := w.Worker.Manager.Register("outbox"); err != nil {
			w.Error(err)
		}
		w.WantEvents("outbox")
		store.FailPut = func(polyfill.Registration) error {
			store.FailPut = nil
			return errors.New("the disk is full")
		}
		w.Succeed("outbox")
		w.WantEvents()
		w.WantList("outbox reregisteredWhileFiring 0")
		w.Worker.Wake()
		w.WantEvents("outbox")
		w.WantList("outbox firing 0")
	})
}

// TestRejected follows step 5.3, upon rejection; what termination does is in
// recover_test.go.
func TestRejected(t *testing.T) {
	world.Scene(t, "step 5.3.1: registered again while firing, it fires again at once (C34)", func(w *world.World) {
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

	world.Scene(t, "step 5.3.1: also on its last chance, and attempts start over (C34)", func(w *world.World) {
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

	world.Scene(t, "step 5.3.1: it is pending if offline (C34)", func(w *world.World) {
		w.Online()
		w.Register("outbox", "outbox")
		w.Offline()
		w.Fail("outbox")
		w.WantEvents("outbox")
		w.WantList("outbox pending 0")
		w.Online()
		w.WantEvents("outbox")
	})

	world.Scene(t, "steps 5.3.2 and 5.3.3: 5 minutes, 15 minutes, last chance, gone (C36)", func(w *world.World) {
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

	world.Scene(t, "step 5.3.3: that it was given up is committed with its removal (C36)", func(w *world.World) {
		w.Params.MaxAttempts = 1
		store := w.StartWithFaultyStore()
		w.Online()
		w.Register("outbox")
		store.FailCommit = errors.New("the disk is full")
		w.Fail("outbox")
		w.WantList("outbox firing 0")
		w.WantDropped()
	})

	world.Scene(t, "step 5.3.3: the latest hundred that were given up are listed (C36)", func(w *world.World) {
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

	world.Scene(t, "step 5.3.2: the reason is kept for people to read", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.Fail("outbox")
		if r, _ := w.Registration("outbox"); r.LastError != world.Failed.Reason {
			w.Errorf("last error %q, want %q", r.LastError, world.Failed.Reason)
		}
	})

	world.Scene(t, "step 5.3.2: the delays follow the parameters", func(w *world.World) {
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

	world.Scene(t, "step 5.3.2.1: every tag has its own wait (C36)", func(w *world.World) {
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

	world.Scene(t, "step 5.3.2.1: the wait is heeded after a wake that could not read the disk", func(w *world.World) {
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

	world.Scene(t, "step 5.3.2.1: it is heeded beside a wake that looked before the failure was stored", func(w *world.World) {
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

	world.Scene(t, "step 5.3.2.2: registered again during the wait, it does not fire once more after it", func(w *world.World) {
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

	world.Scene(t, "steps 5.3.2.3 and 5.3.2.4: the wait ends offline, pending until online (C37)", func(w *world.World) {
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
