package polyfill_test

import (
	"slices"
	"testing"
)

// TestGetTags follows SyncManager.getTags() (C19).
func TestGetTags(t *testing.T) {
	tags := func(w *world, want ...string) {
		w.Helper()
		got, err := w.worker.GetTags()
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
		tags(w, "waiting", "firing", "again", "pending")
		w.settle("firing", succeeded)
		tags(w, "waiting", "again", "pending")
	})
}
