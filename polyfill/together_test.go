package polyfill_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/polyfill/world"
)

// TestRegisterReadsNoOtherTag is about what a call costs: it must not grow with what is stored.
func TestRegisterReadsNoOtherTag(t *testing.T) {
	world.Scene(t, "only the first registration of a manager looks for what an earlier one has left", func(w *world.World) {
		w.Register("left")
		store := w.StartWithFaultyStore()
		w.Network.Set(true)
		w.Register("first")
		w.WantEvents("first", "left")
		for i := range 3 {
			w.Register(fmt.Sprint("later", i))
		}
		w.WantEvents("later0", "later1", "later2")
		if store.Reads != 1 {
			w.Errorf("all registrations were read %d times, want once", store.Reads)
		}
	})

	world.Scene(t, "the first registration after a failure looks for what that has left", func(w *world.World) {
		store := w.StartWithFaultyStore()
		w.Network.Set(true)
		w.Worker.Wake()
		full := errors.New("the disk is full")
		store.FailPut = func(r polyfill.Registration) error {
			if r.State == polyfill.Firing {
				return full
			}
			return nil
		}
		w.Register("left")
		w.WantEvents()
		store.FailPut = nil
		w.Register("next")
		w.WantEvents("left", "next")
	})
}

// TestStatesAreStoredTogether is about what many events cost.
func TestStatesAreStoredTogether(t *testing.T) {
	tags := []string{"a", "b", "c", "d", "e", "f"}
	ready := func(w *world.World) *world.FaultyStore {
		w.Register(tags...)
		store := w.StartWithFaultyStore()
		store.Delay = time.Second
		return store
	}

	world.Scene(t, "tags that become ready during a transaction share the next one, and so do those that end", func(w *world.World) {
		store := ready(w)
		w.Online()
		w.Advance(2 * time.Second)
		w.WantEvents(tags...)
		for _, tag := range tags {
			w.Succeed(tag)
		}
		w.Advance(2 * time.Second)
		w.WantList()
		if store.Updates != 4 || store.StrictUpdates != 0 {
			w.Errorf("%d transactions, %d of them strict, want two for the begins and two for the ends, all relaxed", store.Updates, store.StrictUpdates)
		}
	})

	world.Scene(t, "register() is strict", func(w *world.World) {
		store := w.StartWithFaultyStore()
		w.Register("outbox")
		if store.StrictUpdates != 1 {
			w.Errorf("%d strict transactions, want one", store.StrictUpdates)
		}
	})

	world.Scene(t, "a tag that cannot be stored keeps no other from firing", func(w *world.World) {
		store := ready(w)
		store.FailPut = func(r polyfill.Registration) error {
			if r.Tag == "c" {
				return errors.New("the disk is full")
			}
			return nil
		}
		w.Online()
		w.Advance(time.Minute)
		w.WantEvents("a", "b", "d", "e", "f")
		store.FailPut = nil
		w.Worker.Wake()
		w.Advance(time.Minute)
		w.WantEvents("c")
	})

	world.Scene(t, "a storage that does not answer is not asked for each tag alone", func(w *world.World) {
		store := ready(w)
		store.FailPut = func(polyfill.Registration) error { return polyfill.ErrNoAnswer }
		w.Online()
		w.Advance(time.Minute)
		w.WantEvents()
		if store.Updates != 2 {
			w.Errorf("%d transactions were tried, want one for the first tag and one for the others", store.Updates)
		}
	})
}
