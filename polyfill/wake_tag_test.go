package polyfill_test

import (
	"errors"
	"fmt"
	"testing"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/polyfill/world"
)

// TestWakeTag is about the time that a register() takes: it must not grow with the number of
// stored tags.
func TestWakeTag(t *testing.T) {
	world.Scene(t, "only the first WakeTag of a manager reads all tags", func(w *world.World) {
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

	world.Scene(t, "the first WakeTag after a failure fires the tag that had failed", func(w *world.World) {
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
