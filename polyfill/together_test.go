package polyfill_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"background-sync-polyfill/polyfill"
)

// TestRegisterReadsNoOtherTag is about what a call costs: it must not grow with what is stored.
func TestRegisterReadsNoOtherTag(t *testing.T) {
	scene(t, "only the first registration of a manager looks for what an earlier one has left", func(w *world) {
		w.register("left")
		store := w.startOnTap()
		w.network.Set(true)
		w.register("first")
		w.wantEvents("first", "left")
		for i := range 3 {
			w.register(fmt.Sprint("later", i))
		}
		w.wantEvents("later0", "later1", "later2")
		if store.reads != 1 {
			w.Errorf("all registrations were read %d times, want once", store.reads)
		}
	})

	scene(t, "the first registration after a failure looks for what that has left", func(w *world) {
		store := w.startOnTap()
		w.network.Set(true)
		w.worker.wake()
		full := errors.New("the disk is full")
		store.failPut = func(r polyfill.Registration) error {
			if r.State == polyfill.Firing {
				return full
			}
			return nil
		}
		w.register("left")
		w.wantEvents()
		store.failPut = nil
		w.register("next")
		w.wantEvents("left", "next")
	})
}

// TestStatesAreStoredTogether is about what many events cost.
func TestStatesAreStoredTogether(t *testing.T) {
	tags := []string{"a", "b", "c", "d", "e", "f"}
	ready := func(w *world) *tap {
		w.register(tags...)
		store := w.startOnTap()
		store.delay = time.Second
		return store
	}

	scene(t, "tags that become ready during a transaction share the next one, and so do those that end", func(w *world) {
		store := ready(w)
		w.online()
		w.advance(2 * time.Second)
		w.wantEvents(tags...)
		for _, tag := range tags {
			w.settle(tag, succeeded)
		}
		w.advance(2 * time.Second)
		w.wantList()
		if store.updates != 4 || store.strict != 0 {
			w.Errorf("%d transactions, %d of them strict, want two for the begins and two for the ends, all relaxed", store.updates, store.strict)
		}
	})

	scene(t, "register() is strict", func(w *world) {
		store := w.startOnTap()
		w.register("outbox")
		if store.strict != 1 {
			w.Errorf("%d strict transactions, want one", store.strict)
		}
	})

	scene(t, "a tag that cannot be stored keeps no other from firing", func(w *world) {
		store := ready(w)
		store.failPut = func(r polyfill.Registration) error {
			if r.Tag == "c" {
				return errors.New("the disk is full")
			}
			return nil
		}
		w.online()
		w.advance(time.Minute)
		w.wantEvents("a", "b", "d", "e", "f")
		store.failPut = nil
		w.worker.wake()
		w.advance(time.Minute)
		w.wantEvents("c")
	})

	scene(t, "a storage that does not answer is not asked for each tag alone", func(w *world) {
		store := ready(w)
		store.failPut = func(polyfill.Registration) error { return polyfill.ErrNoAnswer }
		w.online()
		w.advance(time.Minute)
		w.wantEvents()
		if store.updates != 2 {
			w.Errorf("%d transactions were tried, want one for the first tag and one for the others", store.updates)
		}
	})
}
