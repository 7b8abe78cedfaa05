package polyfill_test

import (
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// TestGetTags follows SyncManager.getTags() (C19).
func TestGetTags(t *testing.T) {
	tags := func(w *world, want ...string) {
		w.Helper()
		got, err := w.worker.getTags()
		if err != nil || got == nil || !slices.Equal(got, want) {
			w.Errorf("GetTags() = %q, %v, want %q", got, err, want)
		}
	}
	scene(t, "every state is listed once, until it is completed (C19)", func(w *world) {
		tags(w)
		w.online()
		w.register("waiting", "firing", "again")
		w.settle("waiting", failed)
		w.register("again")
		w.network.Set(false)
		w.register("pending")
		w.wantList("waiting waiting 1", "firing firing 0", "again reregisteredWhileFiring 0", "pending pending 0")
		tags(w, "again", "firing", "pending", "waiting")
		w.settle("firing", succeeded)
		tags(w, "again", "pending", "waiting")
	})

	scene(t, "what was registered before is listed, while it is stored or waits for that (C19)", func(w *world) {
		w.startOnTap().delay = time.Second
		for _, tag := range []string{"being stored", "waits"} {
			go w.worker.Register(tag)
			synctest.Wait()
		}
		tags(w, "being stored", "waits")
	})

	scene(t, "what was registered before and could not be stored is not listed (C14, C19)", func(w *world) {
		disturbed := w.startOnTap()
		disturbed.delay = time.Second
		disturbed.failCommit = errors.New("the disk is full")
		for _, tag := range []string{"being stored", "waits"} {
			go w.worker.Register(tag)
			synctest.Wait()
		}
		called := time.Now()
		tags(w)
		if waited := time.Since(called); waited != 2*time.Second {
			w.Errorf("the tags came after %v, want after the second failure", waited)
		}
	})

	scene(t, "what is registered afterwards is not waited for (C19)", func(w *world) {
		w.startOnTap().delay = time.Second
		go w.worker.Register("before")
		synctest.Wait()
		time.AfterFunc(time.Second/2, func() { w.worker.Register("after") })
		tags(w, "before")
	})
}
