package polyfill_test

import (
	"errors"
	"testing"
	"time"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/polyfill/world"
)

// TestStatesAreStoredTogether is about the number of transactions that many events need.
func TestStatesAreStoredTogether(t *testing.T) {
	tags := []string{"a", "b", "c", "d", "e", "f"}
	ready := func(w *world.World) *world.FaultyStore {
		w.Register(tags...)
		store := w.StartWithFaultyStore()
		store.Delay = time.Second
		return store
	}

	world.Scene(t, "tags that become ready during a transaction share the next one, and so do tags that end", func(w *world.World) {
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

	world.Scene(t, "Register commits strictly", func(w *world.World) {
		store := w.StartWithFaultyStore()
		w.Register("outbox")
		if store.StrictUpdates != 1 {
			w.Errorf("%d strict transactions, want one", store.StrictUpdates)
		}
	})

	world.Scene(t, "other tags fire if one tag cannot be stored", func(w *world.World) {
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

	world.Scene(t, "if the storage does not answer, the transaction is not tried for each tag alone", func(w *world.World) {
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
