package polyfill_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"background-sync-polyfill/polyfill"
)

// TestRegister follows the steps of SyncManager.register(tag) that the core
// owns. Those before step 7 need the browser.
func TestRegister(t *testing.T) {
	scene(t, "before step 7: a tag may have 10,240 bytes of UTF-8 (C13)", func(w *world) {
		const most = 10240
		for _, character := range []string{"a", "é", "☃", "😀"} {
			longest := strings.Repeat(character, most/len(character))
			longest += strings.Repeat("-", most-len(longest))
			if err := w.worker.Register(longest); err != nil {
				w.Errorf("%d bytes of %q: %v", len(longest), character, err)
			}
			if err := w.worker.Register(longest + "-"); !errors.Is(err, polyfill.ErrTagTooLong) {
				w.Errorf("%d bytes of %q: %v, want ErrTagTooLong", len(longest)+1, character, err)
			}
		}
		if got := len(w.list()); got != 4 {
			w.Errorf("%d registrations, want the four that are not too long", got)
		}
	})

	scene(t, "step 7: a tag is any string, compared as it is (C21)", func(w *world) {
		tags := []string{"", "a", "A", "é", "e\u0301", "a\x00", `"`, "__proto__", "😀", "\xed\xa0\x80", "\uFFFD"}
		w.register(tags...)
		slices.Sort(tags)
		got, err := w.worker.getTags()
		if err != nil || !slices.Equal(got, tags) {
			w.Errorf("GetTags() = %+q, %v, want %+q", got, err, tags)
		}
		w.online()
		w.wantEvents(tags...)
	})

	scene(t, "step 7: only the list of its own service worker registration is looked at (C20)", func(w *world) {
		err := w.disk.Open("/other/").Update(polyfill.Strict, nil, func(records polyfill.Records) error {
			return records.Put(polyfill.Registration{Tag: "outbox", State: polyfill.Waiting, NumAttempts: 2})
		})
		if err != nil {
			w.Fatal(err)
		}
		w.online()
		w.register("outbox")
		w.wantEvents("outbox")
		w.settle("outbox", succeeded)
		if other, err := w.disk.Open("/other/").All(); err != nil || len(other) != 1 || other[0].NumAttempts != 2 {
			w.Errorf("the other scope holds %+v, %v, want what it held", other, err)
		}
	})

	scene(t, "step 8: a pending one stays as it is (C33)", func(w *world) {
		w.register("outbox", "outbox")
		w.wantList("outbox pending 0")
		w.online()
		w.wantEvents("outbox")
		w.settle("outbox", succeeded)
		w.wantEvents()
		w.wantList()
	})

	scene(t, "step 8: it keeps its place in the list", func(w *world) {
		w.register("first")
		w.advance(time.Second)
		w.register("second")
		w.advance(time.Second)
		w.register("first")
		w.wantList("first pending 0", "second pending 0")
	})

	scene(t, "step 8.1: a waiting one becomes pending, attempts start over (C35)", func(w *world) {
		w.online()
		w.register("outbox")
		w.settle("outbox", failed)
		w.advance(5 * time.Minute)
		w.settle("outbox", failed)
		w.wantList("outbox waiting 2")
		w.wantEvents("outbox", "outbox")

		w.network.Set(false)
		w.register("outbox")
		w.wantList("outbox pending 0")
		if r, _ := w.registration("outbox"); r.WaitingSince != 0 || r.DelayUntil != 0 {
			w.Errorf("%+v, want no delay any more", r)
		}
		w.online()
		w.wantEvents("outbox")
		w.settle("outbox", failed)
		w.wantList("outbox waiting 1")
		w.wantAlarm(5 * time.Minute)
	})

	scene(t, "step 8.1: what is tried anew goes by the parameters of now (C35)", func(w *world) {
		w.register("outbox")
		w.params.MaxAttempts = 1
		w.restart()
		w.online()
		w.wantEvents("outbox")
		w.settle("outbox", failed)
		w.register("outbox")
		w.wantEvents("outbox!")
	})

	scene(t, "step 8.2: a firing one becomes reregisteredWhileFiring (C34)", func(w *world) {
		w.online()
		w.register("outbox")
		w.wantEvents("outbox")
		w.register("outbox")
		w.wantList("outbox reregisteredWhileFiring 0")
		w.register("outbox")
		w.wantList("outbox reregisteredWhileFiring 0")
		w.wantEvents()
	})

	scene(t, "step 8.3: it resolves once that is on disk, and nothing has fired yet (C18, C50)", func(w *world) {
		w.online()
		w.register("outbox")
		w.settle("outbox", failed)
		w.wantEvents("outbox")
		if err := w.worker.Register("outbox"); err != nil {
			w.Error(err)
		}
		synctest.Wait()
		w.wantList("outbox pending 0")
		w.wantEvents()
	})

	scene(t, "step 8.4: it fires if online and pending (C35)", func(w *world) {
		w.online()
		w.register("outbox")
		w.settle("outbox", failed)
		w.wantEvents("outbox")
		w.register("outbox")
		w.wantEvents("outbox")
		w.advance(5 * time.Minute / 2)
		w.settle("outbox", succeeded)
		w.advance(time.Hour)
		w.wantEvents()
	})

	scene(t, "step 9.1 to 9.4: a new one is pending and stands in the list (C31)", func(w *world) {
		w.advance(time.Hour)
		w.register("outbox")
		w.wantList("outbox pending 0")
		r, _ := w.registration("outbox")
		if r.MaxAttempts != 3 || r.RegisteredAt != w.clock.Now() {
			w.Errorf("%+v, want 3 attempts and the time of now", r)
		}
	})

	scene(t, "step 9.5: it resolves once the tag is on disk, and nothing has fired yet (C18, C50)", func(w *world) {
		w.online()
		if err := w.worker.Register("outbox"); err != nil {
			w.Error(err)
		}
		w.wantList("outbox pending 0")
		synctest.Wait()
		w.wantEvents()
	})

	scene(t, "step 9.6: it fires if online (C30)", func(w *world) {
		w.online()
		w.register("outbox")
		w.wantEvents("outbox")
	})

	scene(t, "step 9.6: it does not fire if offline (C31)", func(w *world) {
		w.register("outbox")
		w.advance(time.Hour)
		w.wantEvents()
	})
}

// TestRegisterTogether is about calls that arrive while an earlier one is
// being stored.
func TestRegisterTogether(t *testing.T) {
	scene(t, "1,000 at once, half of them the same tag, cost a few commits (C22)", func(w *world) {
		store := w.startOnTap()
		store.delay = 10 * time.Millisecond
		var calls sync.WaitGroup
		for i := range 1000 {
			tag := "the same"
			if i%2 == 0 {
				tag = fmt.Sprint(i)
			}
			calls.Go(func() {
				if err := w.worker.Register(tag); err != nil {
					w.Errorf("Register(%q): %v", tag, err)
				}
			})
		}
		calls.Wait()
		if store.commits > 11 {
			w.Errorf("%d commits, want one for the first and one for each hundred that came meanwhile", store.commits)
		}
		tags, err := w.worker.getTags()
		if err != nil {
			w.Error(err)
		}
		slices.Sort(tags)
		if len(tags) != 501 || len(slices.Compact(tags)) != 501 {
			w.Errorf("%d tags, want 501 distinct ones", len(tags))
		}
	})

	scene(t, "each is on disk when its own call returns (C50)", func(w *world) {
		store := w.startOnTap()
		store.delay = time.Second
		go func() { _ = w.worker.Register("first") }()
		w.advance(time.Second / 2)
		var second sync.WaitGroup
		second.Go(func() {
			if err := w.worker.Register("second"); err != nil {
				w.Error(err)
			}
		})
		w.advance(time.Second / 2)
		w.wantList("first pending 0")
		second.Wait()
		w.wantList("first pending 0", "second pending 0")
	})

	scene(t, "the oldest stands first", func(w *world) {
		w.register("c", "a", "b")
		w.advance(time.Millisecond)
		w.restart()
		w.register("d")
		w.wantList("c pending 0", "a pending 0", "b pending 0", "d pending 0")
	})
}
