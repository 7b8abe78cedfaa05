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
	"background-sync-polyfill/polyfill/world"
)

// TestRegister follows the steps of SyncManager.register(tag) that belong to the core. The
// steps before step 7 need the browser.
func TestRegister(t *testing.T) {
	world.Scene(t, "before step 7: a tag may have 10,240 bytes of UTF-8 (C13)", func(w *world.World) {
		const most = 10240
		for _, character := range []string{"a", "é", "☃", "😀"} {
			longest := strings.Repeat(character, most/len(character))
			longest += strings.Repeat("-", most-len(longest))
			if err := w.Worker.Manager.Register(longest); err != nil {
				w.Errorf("%d bytes of %q: %v", len(longest), character, err)
			}
			if err := w.Worker.Manager.Register(longest + "-"); !errors.Is(err, polyfill.ErrTagTooLong) {
				w.Errorf("%d bytes of %q: %v, want ErrTagTooLong", len(longest)+1, character, err)
			}
		}
		if got := len(w.Registrations()); got != 4 {
			w.Errorf("%d registrations, want the four that are not too long", got)
		}
	})

	world.Scene(t, "step 7: a tag can be any string, and two tags are the same only if all their characters are (C21)", func(w *world.World) {
		tags := []string{"", "a", "A", "é", "e\u0301", "a\x00", `"`, "__proto__", "😀", "\xed\xa0\x80", "\uFFFD"}
		w.Register(tags...)
		slices.Sort(tags)
		got, err := w.Worker.GetTags()
		if err != nil || !slices.Equal(got, tags) {
			w.Errorf("GetTags() = %+q, %v, want %+q", got, err, tags)
		}
		w.Online()
		w.WantEvents(tags...)
	})

	world.Scene(t, "step 7: the same tag of another service worker registration is not touched (C20)", func(w *world.World) {
		err := w.Disk.Open("/other/").Update(polyfill.Strict, nil, func(records polyfill.Records) error {
			return records.Put(polyfill.Registration{Tag: "outbox", State: polyfill.Waiting, NumAttempts: 2})
		})
		if err != nil {
			w.Fatal(err)
		}
		w.Online()
		w.Register("outbox")
		w.WantEvents("outbox")
		w.Succeed("outbox")
		if other, err := w.Disk.Open("/other/").All(); err != nil || len(other) != 1 || other[0].NumAttempts != 2 {
			w.Errorf("the other scope holds %+v, %v, want what it held", other, err)
		}
	})

	world.Scene(t, "step 8: a pending tag that is registered again stays pending and fires once (C33)", func(w *world.World) {
		w.Register("outbox", "outbox")
		w.WantList("outbox pending 0")
		w.Online()
		w.WantEvents("outbox")
		w.Succeed("outbox")
		w.WantEvents()
		w.WantList()
	})

	world.Scene(t, "step 8: a tag that is registered again keeps its place in the list", func(w *world.World) {
		w.Register("first")
		w.Advance(time.Second)
		w.Register("second")
		w.Advance(time.Second)
		w.Register("first")
		w.WantList("first pending 0", "second pending 0")
	})

	world.Scene(t, "step 8.1: a waiting tag becomes pending, and its attempts start over (C35)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.Fail("outbox")
		w.Advance(5 * time.Minute)
		w.Fail("outbox")
		w.WantList("outbox waiting 2")
		w.WantEvents("outbox", "outbox")

		w.Network.Set(false)
		w.Register("outbox")
		w.WantList("outbox pending 0")
		if r, _ := w.Registration("outbox"); r.WaitingSince != 0 || r.DelayUntil != 0 {
			w.Errorf("%+v, want no delay any more", r)
		}
		w.Online()
		w.WantEvents("outbox")
		w.Fail("outbox")
		w.WantList("outbox waiting 1")
		w.WantAlarm(5 * time.Minute)
	})

	world.Scene(t, "step 8.1: when attempts start over, their number is that of the current parameters (C35)", func(w *world.World) {
		w.Register("outbox")
		w.Params.MaxAttempts = 1
		w.Restart()
		w.Online()
		w.WantEvents("outbox")
		w.Fail("outbox")
		w.Register("outbox")
		w.WantEvents("outbox!")
	})

	world.Scene(t, "step 8.2: a firing tag becomes reregisteredWhileFiring (C34)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.WantEvents("outbox")
		w.Register("outbox")
		w.WantList("outbox reregisteredWhileFiring 0")
		w.Register("outbox")
		w.WantList("outbox reregisteredWhileFiring 0")
		w.WantEvents()
	})

	world.Scene(t, "step 8.3: Register of a known tag returns when the tag is on disk, and before it fires (C18, C50)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.Fail("outbox")
		w.WantEvents("outbox")
		if err := w.Worker.Manager.Register("outbox"); err != nil {
			w.Error(err)
		}
		synctest.Wait()
		w.WantList("outbox pending 0")
		w.WantEvents()
	})

	world.Scene(t, "step 8.4: a waiting tag that is registered again fires if online, and not again after the old delay (C35)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.Fail("outbox")
		w.WantEvents("outbox")
		w.Register("outbox")
		w.WantEvents("outbox")
		w.Advance(5 * time.Minute / 2)
		w.Succeed("outbox")
		w.Advance(time.Hour)
		w.WantEvents()
	})

	world.Scene(t, "step 9.1 to 9.4: a new tag is in the list, and is pending (C31)", func(w *world.World) {
		w.Advance(time.Hour)
		w.Register("outbox")
		w.WantList("outbox pending 0")
		r, _ := w.Registration("outbox")
		if r.MaxAttempts != 3 || r.RegisteredAt != w.Clock.Now() {
			w.Errorf("%+v, want 3 attempts and the time of now", r)
		}
	})

	world.Scene(t, "step 9.5: Register of a new tag returns when the tag is on disk, and before it fires (C18, C50)", func(w *world.World) {
		w.Online()
		if err := w.Worker.Manager.Register("outbox"); err != nil {
			w.Error(err)
		}
		w.WantList("outbox pending 0")
		synctest.Wait()
		w.WantEvents()
	})

	world.Scene(t, "step 9.6: a new tag fires if online (C30)", func(w *world.World) {
		w.Online()
		w.Register("outbox")
		w.WantEvents("outbox")
	})

	world.Scene(t, "step 9.6: a new tag does not fire if offline (C31)", func(w *world.World) {
		w.Register("outbox")
		w.Advance(time.Hour)
		w.WantEvents()
	})
}

// TestRegisterTogether is about calls that arrive while an earlier call is being stored.
func TestRegisterTogether(t *testing.T) {
	world.Scene(t, "1,000 calls at once, half of them with the same tag, need 11 commits at most (C22)", func(w *world.World) {
		store := w.StartWithFaultyStore()
		store.Delay = 10 * time.Millisecond
		var calls sync.WaitGroup
		for i := range 1000 {
			tag := "the same"
			if i%2 == 0 {
				tag = fmt.Sprint(i)
			}
			calls.Go(func() {
				if err := w.Worker.Manager.Register(tag); err != nil {
					w.Errorf("Register(%q): %v", tag, err)
				}
			})
		}
		calls.Wait()
		if store.Commits > 11 {
			w.Errorf("%d commits, want one for the first and one for each hundred that came meanwhile", store.Commits)
		}
		tags, err := w.Worker.GetTags()
		if err != nil {
			w.Error(err)
		}
		slices.Sort(tags)
		if len(tags) != 501 || len(slices.Compact(tags)) != 501 {
			w.Errorf("%d tags, want 501 distinct ones", len(tags))
		}
	})

	world.Scene(t, "each tag is on disk when its own call returns (C50)", func(w *world.World) {
		store := w.StartWithFaultyStore()
		store.Delay = time.Second
		go func() { _ = w.Worker.Manager.Register("first") }()
		w.Advance(time.Second / 2)
		var second sync.WaitGroup
		second.Go(func() {
			if err := w.Worker.Manager.Register("second"); err != nil {
				w.Error(err)
			}
		})
		w.Advance(time.Second / 2)
		w.WantList("first pending 0")
		second.Wait()
		w.WantList("first pending 0", "second pending 0")
	})

	world.Scene(t, "the oldest tag is first in the list", func(w *world.World) {
		w.Register("c", "a", "b")
		w.Advance(time.Millisecond)
		w.Restart()
		w.Register("d")
		w.WantList("c pending 0", "a pending 0", "b pending 0", "d pending 0")
	})
}
