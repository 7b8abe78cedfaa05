package polyfill_test

import (
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"background-sync-polyfill/polyfill"
)

// TestChangeToOnline is about "Whenever the user agent changes to online, the
// user agent SHOULD fire a sync event for each sync registration whose
// registration state is pending."
func TestChangeToOnline(t *testing.T) {
	scene(t, "a pending one fires, exactly once (C31)", func(w *world) {
		w.register("outbox")
		w.advance(time.Hour)
		w.wantEvents()
		w.wantList("outbox pending 0")
		w.online()
		w.wantEvents("outbox")
		w.online()
		w.wantEvents()
		w.settle("outbox", succeeded)
		w.online()
		w.wantEvents()
	})

	scene(t, "all pending ones fire, none waits for another (C32)", func(w *world) {
		w.register("a", "b")
		w.online()
		w.wantEvents("a", "b")
		w.settle("b", succeeded)
		w.wantList("a firing 0")
	})

	scene(t, "32 at once, and the next as one of them ends (C32)", func(w *world) {
		for i := range 34 {
			w.register(fmt.Sprint("tag ", i))
		}
		w.online()
		first := w.fired()
		if len(first) != 32 {
			w.Fatalf("%d events at once, want 32", len(first))
		}
		w.settle(first[0].Tag, succeeded)
		if next := w.fired(); len(next) != 1 {
			w.Errorf("%d events once one has succeeded, want 1", len(next))
		}
		w.settle(first[1].Tag, failed)
		if next := w.fired(); len(next) != 1 {
			w.Errorf("%d events once one has failed, want 1", len(next))
		}
		w.settle(first[2].Tag, succeeded)
		w.wantEvents()
	})

	scene(t, "an event that hangs is in nobody's way after its limit (C32, C43)", func(w *world) {
		for i := range 33 {
			w.register(fmt.Sprint("tag ", i))
		}
		w.online()
		w.advance(3*time.Minute - time.Millisecond)
		if n := len(w.fired()); n != 32 {
			w.Errorf("%d events, want 32", n)
		}
		w.advance(time.Millisecond)
		if n := len(w.fired()); n != 1 {
			w.Errorf("%d more events after the limit, want 1", n)
		}
	})

	scene(t, "a waiting one does not fire (C37)", func(w *world) {
		w.online()
		w.register("outbox")
		w.settle("outbox", failed)
		w.wantEvents("outbox")
		w.advance(time.Minute)
		w.offline()
		w.advance(time.Minute)
		w.online()
		w.wantEvents()
		w.wantList("outbox waiting 1")
		w.wantAlarm(3 * time.Minute)
		w.advance(3*time.Minute - time.Millisecond)
		w.wantEvents()
		w.advance(time.Millisecond)
		w.wantEvents("outbox")
	})

	scene(t, "a firing one does not fire again (C56)", func(w *world) {
		w.online()
		w.register("outbox")
		w.offline()
		w.online()
		w.wantEvents("outbox")
		w.settle("outbox", succeeded)
		w.wantEvents()
		w.wantList()
	})

	scene(t, "the wake that fires returns when the events have ended", func(w *world) {
		w.register("a", "b")
		w.network.Set(true)
		returned := false
		go func() {
			_ = w.worker.Wake()
			returned = true
		}()
		synctest.Wait()
		w.settle("a", succeeded)
		if returned {
			w.Error("the wake has returned, and an event runs")
		}
		w.settle("b", succeeded)
		if !returned {
			w.Error("the wake has not returned, and all events have ended")
		}
	})
}

// TestFire follows the steps of "fire a sync event".
func TestFire(t *testing.T) {
	scene(t, "steps 1 and 3: one that left the list meanwhile does not fire (C54)", func(w *world) {
		store := w.startOnTap()
		w.register("outbox")
		store.afterAll = w.purge
		w.online()
		w.wantEvents()
	})

	scene(t, "steps 1 and 3: nor does one that left it in an aborted transaction's wake (C54)", func(w *world) {
		store := w.startOnTap()
		w.register("outbox")
		store.aborted = w.purge
		w.online()
		w.wantEvents()
		w.wantList()
	})

	scene(t, "step 4: firing, on disk, before the app hears of it (C51)", func(w *world) {
		store := w.startOnTap()
		w.register("outbox")
		store.failCommit = errors.New("the disk is full")
		w.online()
		w.wantEvents()
		w.wantList("outbox pending 0")
		store.failCommit = nil
		w.advance(time.Second)
		w.online()
		w.wantEvents("outbox")
		w.wantList("outbox firing 0")
		if r, _ := w.registration("outbox"); r.FiringSince != w.clock.Now() {
			w.Errorf("firing since %v, want now, %v", r.FiringSince, w.clock.Now())
		}
	})

	scene(t, "step 4: nor is it fired if that cannot be put", func(w *world) {
		store := w.startOnTap()
		w.register("outbox")
		store.failPut = func(polyfill.Registration) error { return errors.New("the disk is full") }
		w.online()
		w.wantEvents()
		w.wantList("outbox pending 0")
	})

	scene(t, "step 5: the event carries the tag, and lastChance once no retry will follow (C30, C36)", func(w *world) {
		w.params.MaxAttempts = 1
		w.restart()
		w.online()
		w.register("only chance")
		w.wantEvents("only chance!")
		w.params.MaxAttempts = 2
		w.restart()
		w.register("two chances")
		w.settle("only chance", succeeded)
		w.wantEvents("only chance!", "two chances")
	})

	scene(t, "step 5.1: nothing is decided before the handler has ended (C39)", func(w *world) {
		w.online()
		w.register("outbox")
		w.advance(3*time.Minute - time.Millisecond)
		w.wantList("outbox firing 0")
		w.settle("outbox", succeeded)
		w.wantList()
	})
}
