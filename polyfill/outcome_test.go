package polyfill_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/polyfill/fake"
)

// TestFulfilled follows step 5.2, upon fulfilment.
func TestFulfilled(t *testing.T) {
	scene(t, "step 5.2.1: registered again while firing, it fires again if online (C34)", func(w *world) {
		w.online()
		w.register("outbox")
		w.settle("outbox", failed)
		w.advance(5 * time.Minute)
		w.register("outbox")
		w.wantEvents("outbox", "outbox")
		w.settle("outbox", succeeded)
		w.wantEvents("outbox")
		w.wantList("outbox firing 0")
		w.settle("outbox", succeeded)
		w.wantEvents()
		w.wantList()
	})

	scene(t, "step 5.2.1: it fires again by itself, nobody need wake it (C34)", func(w *world) {
		w.online()
		w.register("outbox")
		if err := w.worker.Register("outbox"); err != nil {
			w.Error(err)
		}
		w.settle("outbox", succeeded)
		w.wantEvents("outbox", "outbox")
		w.wantList("outbox firing 0")
	})

	scene(t, "step 5.2.1: registered again while firing, it is pending if offline (C34)", func(w *world) {
		w.online()
		w.register("outbox", "outbox")
		w.wantEvents("outbox")
		w.offline()
		w.settle("outbox", succeeded)
		w.wantEvents()
		w.wantList("outbox pending 0")
		w.online()
		w.wantEvents("outbox")
	})

	scene(t, "step 5.2.3: it leaves the list (C30)", func(w *world) {
		w.online()
		w.register("outbox", "other")
		w.settle("outbox", succeeded)
		w.wantList("other firing 0")
		w.wantEvents("other", "outbox")
		w.advance(time.Hour)
		w.wantEvents()
	})

	scene(t, "step 5.2.3: and leaves no timer behind", func(w *world) {
		w.online()
		w.register("outbox")
		if w.clock.Timers() != 1 {
			w.Errorf("%d timers, want the event's limit", w.clock.Timers())
		}
		w.settle("outbox", succeeded)
		if w.clock.Timers() != 0 {
			w.Errorf("%d timers, want none", w.clock.Timers())
		}
	})

	scene(t, "step 5.2.3: also when the event had no promise to wait for (C42)", func(w *world) {
		w.app.OnEvent = func(e *fake.Event) {
			w.onEvent(e)
			w.forget(e)
			e.Settle(succeeded)
		}
		w.online()
		w.register("outbox")
		w.wantEvents("outbox")
		w.wantList()
		w.register("outbox")
		w.wantEvents("outbox")
	})

	scene(t, "step 5.2.3: also when the network has gone meanwhile, or on the last chance", func(w *world) {
		w.params.MaxAttempts = 1
		w.restart()
		w.online()
		w.register("outbox")
		w.offline()
		w.settle("outbox", succeeded)
		w.wantList()
		w.wantDropped()
	})

	scene(t, "a success that cannot be stored fires again, and is no attempt (C50)", func(w *world) {
		store := w.startOnTap()
		w.online()
		w.register("outbox")
		w.wantEvents("outbox")
		store.failCommit = errors.New("the disk is full")
		w.settle("outbox", succeeded)
		w.wantEvents()
		w.wantList("outbox firing 0")
		store.failCommit = nil
		w.worker.wake()
		w.wantEvents("outbox")
		w.wantList("outbox firing 0")
	})

	scene(t, "nor does registering again get lost with it, and it fires at the next wake (C34)", func(w *world) {
		store := w.startOnTap()
		w.online()
		w.register("outbox")
		if err := w.worker.Register("outbox"); err != nil {
			w.Error(err)
		}
		w.wantEvents("outbox")
		store.failPut = func(polyfill.Registration) error {
			store.failPut = nil
			return errors.New("the disk is full")
		}
		w.settle("outbox", succeeded)
		w.wantEvents()
		w.wantList("outbox reregisteredWhileFiring 0")
		w.worker.wake()
		w.wantEvents("outbox")
		w.wantList("outbox firing 0")
	})
}

// TestRejected follows step 5.3, upon rejection; what termination does is in
// recover_test.go.
func TestRejected(t *testing.T) {
	scene(t, "step 5.3.1: registered again while firing, it fires again at once (C34)", func(w *world) {
		w.online()
		w.register("outbox")
		w.settle("outbox", failed)
		w.advance(5 * time.Minute)
		w.register("outbox")
		w.wantEvents("outbox", "outbox")
		w.settle("outbox", failed)
		w.wantEvents("outbox")
		w.wantList("outbox firing 0")
	})

	scene(t, "step 5.3.1: also on its last chance, and attempts start over (C34)", func(w *world) {
		w.online()
		w.register("outbox")
		w.settle("outbox", failed)
		w.advance(5 * time.Minute)
		w.settle("outbox", failed)
		w.advance(15 * time.Minute)
		w.register("outbox")
		w.wantEvents("outbox", "outbox", "outbox!")
		w.settle("outbox", failed)
		w.wantEvents("outbox")
		w.wantList("outbox firing 0")
		w.wantDropped()
		w.settle("outbox", failed)
		w.wantList("outbox waiting 1")
		w.wantAlarm(5 * time.Minute)
	})

	scene(t, "step 5.3.1: it is pending if offline (C34)", func(w *world) {
		w.online()
		w.register("outbox", "outbox")
		w.offline()
		w.settle("outbox", failed)
		w.wantEvents("outbox")
		w.wantList("outbox pending 0")
		w.online()
		w.wantEvents("outbox")
	})

	scene(t, "steps 5.3.2 and 5.3.3: 5 minutes, 15 minutes, last chance, gone (C36)", func(w *world) {
		w.online()
		w.register("outbox")
		w.wantEvents("outbox")
		w.settle("outbox", failed)
		w.wantList("outbox waiting 1")
		w.wantAlarm(5 * time.Minute)

		w.advance(5*time.Minute - time.Millisecond)
		w.wantEvents()
		w.advance(time.Millisecond)
		w.wantEvents("outbox")
		w.settle("outbox", failed)
		w.wantList("outbox waiting 2")
		w.wantAlarm(15 * time.Minute)

		w.advance(15*time.Minute - time.Millisecond)
		w.wantEvents()
		w.advance(time.Millisecond)
		w.wantEvents("outbox!")
		w.wantDropped()
		w.settle("outbox", failed)
		w.wantList()
		w.wantDropped("outbox 3 " + failed.Reason)
		w.advance(24 * time.Hour)
		w.wantEvents()
	})

	scene(t, "step 5.3.3: that it was given up is committed with its removal (C36)", func(w *world) {
		w.params.MaxAttempts = 1
		store := w.startOnTap()
		w.online()
		w.register("outbox")
		store.failCommit = errors.New("the disk is full")
		w.settle("outbox", failed)
		w.wantList("outbox firing 0")
		w.wantDropped()
	})

	scene(t, "step 5.3.3: the latest hundred that were given up are listed (C36)", func(w *world) {
		w.params.MaxAttempts = 1
		w.restart()
		w.online()
		for i := range polyfill.MaxDropped + 1 {
			tag := fmt.Sprint("outbox-", i)
			w.register(tag)
			w.settle(tag, failed)
		}
		dropped := w.disk.Open("/").Dropped()
		if n := len(dropped); n != polyfill.MaxDropped || dropped[0].Tag != "outbox-1" || dropped[n-1].Tag != "outbox-100" {
			w.Errorf("%v are listed, want outbox-1 to outbox-100", dropped)
		}
	})

	scene(t, "step 5.3.2: the reason is kept for people to read", func(w *world) {
		w.online()
		w.register("outbox")
		w.settle("outbox", failed)
		if r, _ := w.registration("outbox"); r.LastError != failed.Reason {
			w.Errorf("last error %q, want %q", r.LastError, failed.Reason)
		}
	})

	scene(t, "step 5.3.2: the delays follow the parameters", func(w *world) {
		w.params = polyfill.Parameters{
			MaxAttempts: 5, InitialRetryDelay: time.Second, RetryDelayFactor: 1.5, MaxEventDuration: time.Minute,
		}
		w.restart()
		w.online()
		w.register("outbox")
		for _, delay := range []time.Duration{time.Second, 1500 * time.Millisecond, 2250 * time.Millisecond, 3375 * time.Millisecond} {
			w.settle("outbox", failed)
			w.wantAlarm(delay)
			w.advance(delay)
		}
		w.wantEvents("outbox", "outbox", "outbox", "outbox", "outbox!")
	})

	scene(t, "step 5.3.2: no delay is longer than a year", func(w *world) {
		w.params.InitialRetryDelay, w.params.RetryDelayFactor = time.Hour, 1e300
		w.restart()
		w.online()
		w.register("outbox")
		w.settle("outbox", failed)
		w.wantAlarm(time.Hour)
		w.advance(time.Hour)
		w.settle("outbox", failed)
		w.wantAlarm(365 * 24 * time.Hour)
	})

	scene(t, "step 5.3.2.1: every tag has its own wait (C36)", func(w *world) {
		w.online()
		w.register("early", "late")
		w.settle("early", failed)
		w.advance(time.Minute)
		w.settle("late", failed)
		w.wantEvents("early", "late")
		w.wantAlarm(4 * time.Minute)
		w.advance(4 * time.Minute)
		w.wantEvents("early")
		w.wantAlarm(time.Minute)
		w.advance(time.Minute)
		w.wantEvents("late")
	})

	scene(t, "step 5.3.2.1: the wait is heeded after a wake that could not read the disk", func(w *world) {
		w.online()
		w.register("early")
		w.settle("early", failed)
		w.advance(5*time.Minute - time.Second)
		w.register("late")
		w.disk.Fail(errors.New("busy"))
		w.advance(time.Second)
		w.disk.Fail(nil)
		w.settle("late", failed)
		w.wantList("early waiting 1", "late waiting 1")
		w.wantAlarm(5 * time.Minute)
	})

	scene(t, "step 5.3.2.1: it is heeded beside a wake that looked before the failure was stored", func(w *world) {
		store := w.startOnTap()
		w.online()
		w.register("late")
		w.settle("late", failed)
		w.advance(5 * time.Minute)
		w.settle("late", failed)
		w.wantAlarm(15 * time.Minute)
		w.register("early")
		store.afterAll = func() {
			w.settle("early", failed)
			w.wantAlarm(5 * time.Minute)
		}
		if err := w.worker.Wake(); err != nil {
			w.Error(err)
		}
		w.wantList("late waiting 2", "early waiting 1")
		w.wantAlarm(5 * time.Minute)
	})

	scene(t, "step 5.3.2.2: registered again during the wait, it does not fire once more after it", func(w *world) {
		w.online()
		w.register("outbox")
		w.settle("outbox", failed)
		w.advance(time.Minute)
		w.register("outbox")
		w.wantEvents("outbox", "outbox")
		w.settle("outbox", failed)
		w.advance(4 * time.Minute)
		w.wantEvents()
		w.wantList("outbox waiting 1")
		w.advance(time.Minute)
		w.wantEvents("outbox")
	})

	scene(t, "steps 5.3.2.3 and 5.3.2.4: the wait ends offline, pending until online (C37)", func(w *world) {
		w.online()
		w.register("outbox")
		w.settle("outbox", failed)
		w.advance(time.Minute)
		w.offline()
		w.advance(4*time.Minute - time.Millisecond)
		w.wantList("outbox waiting 1")
		w.advance(time.Millisecond)
		w.wantList("outbox pending 1")
		w.wantEvents("outbox")
		w.online()
		w.wantEvents("outbox")
		w.settle("outbox", failed)
		w.wantList("outbox waiting 2")
	})
}
