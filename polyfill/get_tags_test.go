package polyfill_test

import (
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"background-sync-polyfill/polyfill/world"
)

// TestGetTags follows SyncManager.getTags() (C19).
func TestGetTags(t *testing.T) {
	tags := func(w *world.World, want ...string) {
		w.Helper()
		got, err := w.Worker.GetTags()
		if err != nil || got == nil || !slices.Equal(got, want) {
			w.Errorf("GetTags() = %q, %v, want %q", got, err, want)
		}
	}
	world.Scene(t, "a tag in any state is listed once, until it has completed (C19)", func(w *world.World) {
		tags(w)
		w.Online()
		w.Register("waiting", "firing", "again")
		w.Fail("waiting")
		w.Register("again")
		w.Network.Set(false)
		w.Register("pending")
		w.WantList("waiting waiting 1", "firing firing 0", "again reregisteredWhileFiring 0", "pending pending 0")
		tags(w, "again", "firing", "pending", "waiting")
		w.Succeed("firing")
		tags(w, "again", "pending", "waiting")
	})

	world.Scene(t, "a tag that was registered before the call is listed, even if it is not stored yet (C19)", func(w *world.World) {
		w.StartWithFaultyStore().Delay = time.Second
		for _, tag := range []string{"being stored", "waits"} {
			go w.Worker.Manager.Register(tag)
			synctest.Wait()
		}
		tags(w, "being stored", "waits")
	})

	world.Scene(t, "a tag that was registered before the call and could not be stored is not listed (C14, C19)", func(w *world.World) {
		disturbed := w.StartWithFaultyStore()
		disturbed.Delay = time.Second
		disturbed.FailCommit = errors.New("the disk is full")
		for _, tag := range []string{"being stored", "waits"} {
			go w.Worker.Manager.Register(tag)
			synctest.Wait()
		}
		called := time.Now()
		tags(w)
		if waited := time.Since(called); waited != 2*time.Second {
			w.Errorf("the tags came after %v, want after the second failure", waited)
		}
	})

	world.Scene(t, "getTags() does not wait for tags that are registered after it (C19)", func(w *world.World) {
		w.StartWithFaultyStore().Delay = time.Second
		go w.Worker.Manager.Register("before")
		synctest.Wait()
		time.AfterFunc(time.Second/2, func() { w.Worker.Manager.Register("after") })
		tags(w, "before")
	})
}
