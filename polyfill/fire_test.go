package polyfill_test

import (
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/polyfill/world"
)

// TestChangeToOnline is about "Whenever the user agent changes to online, the
// user agent SHOULD fire a sync event for each sync registration whose
// registration state is pending."
func TestChangeToOnline(t *testing.T) {
	world.Scene(t, "a pending tag fires exactly once (C31)", func(w *world.World) {
		w.Register("outbox")
		w.Advance(time.Hour)
		w.WantEvents()
		w.WantList("outbox pending 0")
		w.Online()
		w.WantEvents("outbox")
		w.Online()
		w.WantEvents()
		w.Succeed("outbox")
		w.Online()
		w.WantEvents()
	})

	world.Scene(t, "all pending tags fire without waiting for one another (C32)", func(w *world.World) {
		w.Register("a", "b")
		w.Online()
		w.WantEvents("a", "b")
		w.Succeed("b")
		w.WantList("a firing 0")
	})

	world.Scene(t, "32 events run at once, and the next one fires when one of them ends (C32)", func(w *world.World) {
		for i := range 34 {
			w.Register(fmt.Sprint("tag ", i))
		}
		w.Online()
		first := w.Fired()
		if len(first) != 32 {
			w.Fatalf("%d events at once, want 32", len(first))
		}
		w.Succeed(first[0].Tag)
		if next := w.Fired(); len(next) != 1 {
			w.Errorf("%d events once one has succeeded, want 1", len(next))
		}
		w.Fail(first[1].Tag)
		if next := w.Fired(); len(next) != 1 {
			w.Errorf("%d events once one has failed, want 1", len(next))
		}
		w.Succeed(first[2].Tag)
		w.WantEvents()
	})

	world.Scene(t, "an event that hangs lets the next tag fire when its limit is reached (C32, C43)", func(w *world.World) {
		for i := range 33 {
			w.Register(fmt.Sprint("tag ", i))
		}
		w.Online()
		w.Advance(3*time.Minute - time.Millisecond)
		if n := len(w.Fired()); n != 32 {
			w.Errorf("%d events, want 32", n)
		}
		w.Advance(time.Millisecond)
		if n := len(w.Fired()); n != 1 {
			w.Errorf("%d more events after the limit, want 1", n)
		}
	})

	world.Scene(t, "a waiting tag does not fire before its delay is over (C37)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.Fail("outbox")
		w.WantEvents("outbox")
		w.Advance(time.Minute)
		w.Offline()
		w.Advance(time.Minute)
		w.Online()
		w.WantEvents()
		w.WantList("outbox waiting 1")
		w.WantAlarm(3 * time.Minute)
		w.Advance(3*time.Minute - time.Millisecond)
		w.WantEvents()
		w.Advance(time.Millisecond)
		w.WantEvents("outbox")
	})

	world.Scene(t, "a firing tag does not fire again (C56)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.Offline()
		w.Online()
		w.WantEvents("outbox")
		w.Succeed("outbox")
		w.WantEvents()
		w.WantList()
	})

	world.Scene(t, "Wake returns when all events that it has fired have ended", func(w *world.World) {
		w.Register("a", "b")
		w.Network.Set(true)
		returned := false
		go func() {
			_ = w.Worker.Manager.Wake()
			returned = true
		}()
		synctest.Wait()
		w.Succeed("a")
		if returned {
			w.Error("the wake has returned, and an event runs")
		}
		w.Succeed("b")
		if !returned {
			w.Error("the wake has not returned, and all events have ended")
		}
	})
}

// TestFire follows the steps of "fire a sync event".
func TestFire(t *testing.T) {
	world.Scene(t, "steps 1 and 3: a tag that was removed after the core has read the list does not fire (C54)", func(w *world.World) {
		store := w.StartWithFaultyStore()
		w.Register("outbox")
		store.AfterAll = w.Purge
		w.Online()
		w.WantEvents()
	})

	world.Scene(t, "steps 1 and 3: a tag that was removed between an aborted transaction and its repetition does not fire (C54)", func(w *world.World) {
		store := w.StartWithFaultyStore()
		w.Register("outbox")
		store.AfterAbort = w.Purge
		w.Online()
		w.WantEvents()
		w.WantList()
	})

	world.Scene(t, "step 4: the tag is stored as firing before the app gets the event (C51)", func(w *world.World) {
		store := w.StartWithFaultyStore()
		w.Register("outbox")
		store.FailCommit = errors.New("the disk is full")
		w.Online()
		w.WantEvents()
		w.WantList("outbox pending 0")
		store.FailCommit = nil
		w.Advance(time.Second)
		w.Online()
		w.WantEvents("outbox")
		w.WantList("outbox firing 0")
		if r, _ := w.Registration("outbox"); r.FiringSince != w.Clock.Now() {
			w.Errorf("firing since %v, want now, %v", r.FiringSince, w.Clock.Now())
		}
	})

	world.Scene(t, "step 4: a tag that cannot be stored as firing does not fire", func(w *world.World) {
		store := w.StartWithFaultyStore()
		w.Register("outbox")
		store.FailPut = func(polyfill.Registration) error { return errors.New("the disk is full") }
		w.Online()
		w.WantEvents()
		w.WantList("outbox pending 0")
	})

	world.Scene(t, "step 5: the event has the tag, and has lastChance set if no retry will follow (C30, C36)", func(w *world.World) {
		w.Params.MaxAttempts = 1
		w.Restart()
		w.Online()
		w.Register("only chance")
		w.WantEvents("only chance!")
		w.Params.MaxAttempts = 2
		w.Restart()
		w.Register("two chances")
		w.Succeed("only chance")
		w.WantEvents("only chance!", "two chances")
	})

	world.Scene(t, "step 5.1: the tag stays firing until its handler has ended (C39)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.Advance(3*time.Minute - time.Millisecond)
		w.WantList("outbox firing 0")
		w.Succeed("outbox")
		w.WantList()
	})
}
