package polyfill_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"background-sync-polyfill/polyfill"
)

// TestStorageFails is about C14: the promise never resolves for a tag that is
// not on disk, and the next call tries afresh.
func TestStorageFails(t *testing.T) {
	full := errors.New("the disk is full")

	scene(t, "every call says so, and works again afterwards (C14)", func(w *world) {
		w.register("kept")
		w.disk.Fail(full)
		_, errTags := w.worker.getTags()
		for call, err := range map[string]error{
			"Register": w.worker.Register("lost"),
			"GetTags":  errTags,
			"Wake":     w.worker.Wake(),
			"Offline":  w.worker.Offline(),
		} {
			if !errors.Is(err, polyfill.ErrStorage) || !errors.Is(err, full) {
				w.Errorf("%s: %v, want ErrStorage because of the disk", call, err)
			}
		}
		w.disk.Fail(nil)
		w.wantList("kept pending 0")
		w.register("lost")
		w.wantList("kept pending 0", "lost pending 0")
	})

	scene(t, "it fails for all that are stored together, and stores none (C14)", func(w *world) {
		store := w.startOnTap()
		store.delay = time.Second
		store.failPut = func(r polyfill.Registration) error {
			if r.Tag == "b" {
				return full
			}
			return nil
		}
		go func() { _ = w.worker.Register("earlier") }()
		w.advance(time.Millisecond)
		var calls sync.WaitGroup
		for _, tag := range []string{"a", "b", "c"} {
			calls.Go(func() {
				if err := w.worker.Register(tag); !errors.Is(err, polyfill.ErrStorage) {
					w.Errorf("Register(%q): %v, want ErrStorage", tag, err)
				}
			})
		}
		calls.Wait()
		w.wantList("earlier pending 0")
		store.failPut = nil
		w.register("a")
		w.wantList("earlier pending 0", "a pending 0")
	})

	scene(t, "it fails when the commit does (C14)", func(w *world) {
		store := w.startOnTap()
		store.failCommit = full
		if err := w.worker.Register("lost"); !errors.Is(err, polyfill.ErrStorage) {
			w.Errorf("Register: %v, want ErrStorage", err)
		}
		w.wantList()
		store.failCommit = nil
		w.register("lost")
		w.wantList("lost pending 0")
	})

	scene(t, "it fails when the tag cannot be read (C14)", func(w *world) {
		store := w.startOnTap()
		store.failGet = full
		if err := w.worker.Register("lost"); !errors.Is(err, polyfill.ErrStorage) {
			w.Errorf("Register: %v, want ErrStorage", err)
		}
		w.wantList()
	})

	scene(t, "offline says so, too, and takes back all failures or none (C14, C38)", func(w *world) {
		store := w.startOnTap()
		w.online()
		w.register("a", "b")
		w.settle("a", failed)
		w.settle("b", failed)
		store.failPut = func(r polyfill.Registration) error {
			if r.Tag == "b" {
				return full
			}
			return nil
		}
		if err := w.worker.Offline(); !errors.Is(err, polyfill.ErrStorage) {
			w.Errorf("Offline: %v, want ErrStorage", err)
		}
		w.wantList("a waiting 1", "b waiting 1")
	})

	t.Run("the errors are Chromium's, with the cause for people to read (C13, C14)", func(t *testing.T) {
		for _, e := range []struct {
			err                 *polyfill.Error
			name, message, text string
		}{
			{
				polyfill.ErrTagTooLong, "InvalidAccessError",
				"Attempted to register a sync event without a window or registration tag too long.",
				"InvalidAccessError: Attempted to register a sync event without a window or registration tag too long.",
			},
			{
				polyfill.ErrStorage, "UnknownError", "Background Sync is disabled.",
				"UnknownError: Background Sync is disabled.",
			},
		} {
			if e.err.Name != e.name || e.err.Message != e.message || e.err.Error() != e.text {
				t.Errorf("%q %q %q, want %q", e.err.Name, e.err.Message, e.err, e.text)
			}
		}
		if errors.Is(polyfill.ErrStorage, polyfill.ErrTagTooLong) {
			t.Error("two different errors are the same")
		}
		inWorld(t, func(w *world) {
			w.disk.Fail(full)
			err := w.worker.Register("lost")
			if want := "UnknownError: Background Sync is disabled. Cause: the disk is full"; err.Error() != want {
				t.Errorf("%q, want %q", err, want)
			}
		})
	})
}

// TestWakeSays is about what a wake could not store: whoever woke the core must
// hear of it, to wake it again (C14, C51).
func TestWakeSays(t *testing.T) {
	full := errors.New("the disk is full")
	for _, broken := range []polyfill.State{polyfill.Firing, polyfill.Waiting} {
		scene(t, "that a registration could not be made "+string(broken), func(w *world) {
			store := w.startOnTap()
			w.network.Set(true)
			if err := w.worker.Register("outbox"); err != nil {
				w.Fatal(err)
			}
			store.failPut = func(r polyfill.Registration) error {
				if r.State == broken {
					return full
				}
				return nil
			}
			said := make(chan error, 1)
			go func() { said <- w.worker.Wake() }()
			w.advance(0)
			for _, e := range w.handlers() {
				w.settle(e.Tag, failed)
			}
			if err := <-said; !errors.Is(err, polyfill.ErrStorage) || !errors.Is(err, full) {
				w.Errorf("Wake: %v, want ErrStorage because of the disk", err)
			}
			store.failPut = nil
			w.fired()
			w.worker.wake()
			w.wantEvents("outbox")
		})
	}
}
