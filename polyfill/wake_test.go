package polyfill_test

import (
	"errors"
	"testing"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/polyfill/world"
)

// TestWakeFails is about a tag that Wake could not store: the caller must get the error, so
// that it wakes the core again (C14, C51).
func TestWakeFails(t *testing.T) {
	full := errors.New("the disk is full")
	for _, broken := range []polyfill.State{polyfill.Firing, polyfill.Waiting} {
		world.Scene(t, "Wake returns ErrStorage if a tag cannot be stored as "+string(broken), func(w *world.World) {
			store := w.StartWithFaultyStore()
			w.Network.Set(true)
			if err := w.Worker.Manager.Register("outbox"); err != nil {
				w.Fatal(err)
			}
			store.FailPut = func(r polyfill.Registration) error {
				if r.State == broken {
					return full
				}
				return nil
			}
			said := make(chan error, 1)
			go func() { said <- w.Worker.Manager.Wake() }()
			w.Advance(0)
			for _, e := range w.Handlers() {
				w.Fail(e.Tag)
			}
			if err := <-said; !errors.Is(err, polyfill.ErrStorage) || !errors.Is(err, full) {
				w.Errorf("Wake: %v, want ErrStorage because of the disk", err)
			}
			store.FailPut = nil
			w.Fired()
			w.Worker.Wake()
			w.WantEvents("outbox")
		})
	}
}
