package polyfill_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/polyfill/world"
)

// TestStorageFails is about C14: Register never succeeds for a tag that is not on disk, and
// the next call tries again.
func TestStorageFails(t *testing.T) {
	full := errors.New("the disk is full")

	world.Scene(t, "every method returns ErrStorage if the disk fails, and works when the disk is mended (C14)", func(w *world.World) {
		w.Register("kept")
		w.Disk.Fail(full)
		_, errTags := w.Worker.GetTags()
		for call, err := range map[string]error{
			"Register": w.Worker.Manager.Register("lost"),
			"GetTags":  errTags,
			"Wake":     w.Worker.Manager.Wake(),
			"Offline":  w.Worker.Manager.Offline(),
		} {
			if !errors.Is(err, polyfill.ErrStorage) || !errors.Is(err, full) {
				w.Errorf("%s: %v, want ErrStorage because of the disk", call, err)
			}
		}
		w.Disk.Fail(nil)
		w.WantList("kept pending 0")
		w.Register("lost")
		w.WantList("kept pending 0", "lost pending 0")
	})

	world.Scene(t, "Register fails for all tags of the same transaction, and stores none of them (C14)", func(w *world.World) {
		store := w.StartWithFaultyStore()
		store.Delay = time.Second
		store.FailPut = func(r polyfill.Registration) error {
			if r.Tag == "b" {
				return full
			}
			return nil
		}
		go func() { _ = w.Worker.Manager.Register("earlier") }()
		w.Advance(time.Millisecond)
		var calls sync.WaitGroup
		for _, tag := range []string{"a", "b", "c"} {
			calls.Go(func() {
				if err := w.Worker.Manager.Register(tag); !errors.Is(err, polyfill.ErrStorage) {
					w.Errorf("Register(%q): %v, want ErrStorage", tag, err)
				}
			})
		}
		calls.Wait()
		w.WantList("earlier pending 0")
		store.FailPut = nil
		w.Register("a")
		w.WantList("earlier pending 0", "a pending 0")
	})

	world.Scene(t, "Register fails if its commit fails (C14)", func(w *world.World) {
		store := w.StartWithFaultyStore()
		store.FailCommit = full
		if err := w.Worker.Manager.Register("lost"); !errors.Is(err, polyfill.ErrStorage) {
			w.Errorf("Register: %v, want ErrStorage", err)
		}
		w.WantList()
		store.FailCommit = nil
		w.Register("lost")
		w.WantList("lost pending 0")
	})

	world.Scene(t, "Register fails if the tag cannot be read (C14)", func(w *world.World) {
		store := w.StartWithFaultyStore()
		store.FailGet = full
		if err := w.Worker.Manager.Register("lost"); !errors.Is(err, polyfill.ErrStorage) {
			w.Errorf("Register: %v, want ErrStorage", err)
		}
		w.WantList()
	})

	world.Scene(t, "Offline fails if a tag cannot be stored, and then takes back no failure (C14, C38)", func(w *world.World) {
		store := w.StartWithFaultyStore()
		w.Online()
		w.Register("a", "b")
		w.Fail("a")
		w.Fail("b")
		store.FailPut = func(r polyfill.Registration) error {
			if r.Tag == "b" {
				return full
			}
			return nil
		}
		if err := w.Worker.Manager.Offline(); !errors.Is(err, polyfill.ErrStorage) {
			w.Errorf("Offline: %v, want ErrStorage", err)
		}
		w.WantList("a waiting 1", "b waiting 1")
	})

	t.Run("the errors have Chromium's names and messages, and the cause (C13, C14)", func(t *testing.T) {
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
		world.Run(t, func(w *world.World) {
			w.Disk.Fail(full)
			err := w.Worker.Manager.Register("lost")
			if want := "UnknownError: Background Sync is disabled. Cause: the disk is full"; err.Error() != want {
				t.Errorf("%q, want %q", err, want)
			}
		})
	})
}
