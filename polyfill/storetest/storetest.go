// Package storetest has the tests that every [polyfill.Store] must pass.
package storetest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"background-sync-polyfill/polyfill"
)

// Open returns a new connection to the scope's store. All connections of one test share one
// disk, which is empty when the test begins.
type Open func(scope string) polyfill.Store

// Run runs the tests, and calls setup once for each of them.
func Run(t *testing.T, setup func(t *testing.T) Open) {
	for _, test := range []struct {
		name string
		run  func(t *testing.T, open Open)
	}{
		{"an empty store has no registrations", empty},
		{"a registration comes back as it was put", roundTrip},
		{"a tag can be any string (C21)", tags},
		{"All returns the oldest registration first", order},
		{"Put replaces a registration, and Delete removes it", replace},
		{"a change reads its own writes", ownWrites},
		{"a change can read the tags that Update was given, and other tags", announced},
		{"an error of the change rolls the transaction back", rollback},
		{"changes of several connections follow one another", serial},
		{"scopes are independent (C20)", scopes},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(t, setup(t)) })
	}
}

func empty(t *testing.T, open Open) {
	if all := list(t, open("a")); len(all) != 0 {
		t.Errorf("All() = %v, want none", all)
	}
	update(t, open("a"), func(r polyfill.Records) error {
		if _, found, err := r.Get("x"); found || err != nil {
			t.Errorf("Get() = %v, %v, want nothing", found, err)
		}
		return r.Delete("x")
	})
}

func roundTrip(t *testing.T, open Open) {
	const at = polyfill.Instant(1_700_000_000_000)
	full := polyfill.Registration{
		Tag: "full", State: polyfill.Waiting, NumAttempts: 1, MaxAttempts: 3, Interruptions: 11,
		WaitingSince: at + 1, DelayUntil: at + 2, FiringSince: at + 3, RegisteredAt: at + 4,
		Order: 1_700_000_000_000_001, LastError: "it \"failed\"\x00 ☃",
	}
	bare := polyfill.Registration{Tag: "bare", State: polyfill.Pending, MaxAttempts: 3, Order: full.Order + 1}
	put(t, open("a"), full, bare)
	all := list(t, open("a"))
	if len(all) != 2 {
		t.Fatalf("All() = %v, want two", all)
	}
	same(t, all[0], full)
	same(t, all[1], bare)
	update(t, open("a"), func(r polyfill.Records) error {
		got, found, err := r.Get("full")
		if !found {
			t.Error("Get() found nothing")
		}
		same(t, got, full)
		return err
	})
}

func tags(t *testing.T, open Open) {
	awkward := []string{
		"", " ", "null", "__proto__", `"'\`, "\x00", "a\x00b", "\uFEFFbom", "\uFFFD", "☃", "😀", "é", "e\u0301",
		"\xed\xa0\x80", "\xed\xb0\x80x", "\xed\xa0\x80\xed\xa0\x80", strings.Repeat("\u20ac", polyfill.MaxTagLength/3),
	}
	store := open("a")
	for i, tag := range awkward {
		put(t, store, polyfill.Registration{Tag: tag, State: polyfill.Pending, MaxAttempts: 3, Order: int64(i)})
	}
	all := list(t, open("a"))
	got := make([]string, len(all))
	for i, r := range all {
		got[i] = r.Tag
	}
	if !slices.Equal(got, awkward) {
		t.Errorf("tags = %+q, want %+q", got, awkward)
	}
	for _, tag := range awkward {
		update(t, store, func(r polyfill.Records) error {
			if _, found, err := r.Get(tag); !found || err != nil {
				t.Errorf("Get(%+q) = %v, %v", tag, found, err)
			}
			return r.Delete(tag)
		})
	}
	if all := list(t, store); len(all) != 0 {
		t.Errorf("left after Delete: %v", all)
	}
}

func order(t *testing.T, open Open) {
	for _, n := range []int64{3, 1, 2} {
		put(t, open("a"), polyfill.Registration{Tag: fmt.Sprint(9 - n), State: polyfill.Pending, MaxAttempts: 3, Order: n})
	}
	var got []int64
	for _, r := range list(t, open("a")) {
		got = append(got, r.Order)
	}
	if want := []int64{1, 2, 3}; !slices.Equal(got, want) {
		t.Errorf("order = %v, want %v", got, want)
	}
}

func replace(t *testing.T, open Open) {
	put(t, open("a"), polyfill.Registration{Tag: "x", State: polyfill.Pending, MaxAttempts: 3})
	put(t, open("a"), polyfill.Registration{Tag: "x", State: polyfill.Firing, MaxAttempts: 3})
	all := list(t, open("a"))
	if len(all) != 1 || all[0].State != polyfill.Firing {
		t.Errorf("All() = %v, want the second only", all)
	}
	update(t, open("a"), func(r polyfill.Records) error { return r.Delete("x") })
	if all := list(t, open("a")); len(all) != 0 {
		t.Errorf("All() after Delete = %v", all)
	}
}

func ownWrites(t *testing.T, open Open) {
	update(t, open("a"), func(r polyfill.Records) error {
		if err := r.Put(polyfill.Registration{Tag: "x", State: polyfill.Pending, MaxAttempts: 3}); err != nil {
			return err
		}
		if _, found, _ := r.Get("x"); !found {
			t.Error("Get() does not see the Put before it")
		}
		return nil
	})
}

func announced(t *testing.T, open Open) {
	put(t, open("a"),
		polyfill.Registration{Tag: "x", State: polyfill.Pending, MaxAttempts: 3, Order: 1},
		polyfill.Registration{Tag: "y", State: polyfill.Pending, MaxAttempts: 3, Order: 2})
	for _, durability := range []polyfill.Durability{polyfill.Strict, polyfill.Relaxed} {
		err := open("a").Update(durability, []string{"x", "none", "x"}, func(r polyfill.Records) error {
			for tag, want := range map[string]bool{"x": true, "none": false, "y": true} {
				if got, found, err := r.Get(tag); found != want || found && got.Tag != tag || err != nil {
					t.Errorf("Get(%q) = %+v, %v, %v", tag, got, found, err)
				}
			}
			if err := r.Delete("x"); err != nil {
				return err
			}
			if _, found, _ := r.Get("x"); found {
				t.Error("Get() does not see the Delete before it")
			}
			return r.Put(polyfill.Registration{Tag: "x", State: polyfill.Firing, MaxAttempts: 3, Order: 1})
		})
		if err != nil {
			t.Errorf("Update: %v", err)
		}
	}
	if all := list(t, open("a")); len(all) != 2 || all[0].State != polyfill.Firing {
		t.Errorf("All() = %v, want x firing, and y", all)
	}
}

func rollback(t *testing.T, open Open) {
	put(t, open("a"), polyfill.Registration{Tag: "kept", State: polyfill.Pending, MaxAttempts: 3})
	mine := errors.New("mine")
	err := open("a").Update(polyfill.Strict, nil, func(r polyfill.Records) error {
		if err := r.Put(polyfill.Registration{Tag: "lost", State: polyfill.Pending, MaxAttempts: 3}); err != nil {
			return err
		}
		if err := r.Delete("kept"); err != nil {
			return err
		}
		return mine
	})
	if !errors.Is(err, mine) {
		t.Errorf("Update() = %v, want the error of the change", err)
	}
	if all := list(t, open("a")); len(all) != 1 || all[0].Tag != "kept" {
		t.Errorf("All() = %v, want what was there before", all)
	}
}

func serial(t *testing.T, open Open) {
	const connections, rounds = 3, 20
	put(t, open("a"), polyfill.Registration{Tag: "x", State: polyfill.Pending, MaxAttempts: 3})
	var all sync.WaitGroup
	for range connections {
		store := open("a")
		all.Go(func() {
			for range rounds {
				update(t, store, func(r polyfill.Records) error {
					x, _, err := r.Get("x")
					if err != nil {
						return err
					}
					x.NumAttempts++
					return r.Put(x)
				})
			}
		})
	}
	all.Wait()
	if got := list(t, open("a"))[0].NumAttempts; got != connections*rounds {
		t.Errorf("%d of %d increments are there", got, connections*rounds)
	}
}

func scopes(t *testing.T, open Open) {
	put(t, open("a"), polyfill.Registration{Tag: "x", State: polyfill.Pending, MaxAttempts: 3})
	put(t, open("a/b"), polyfill.Registration{Tag: "x", State: polyfill.Firing, MaxAttempts: 3})
	update(t, open("a"), func(r polyfill.Records) error { return r.Delete("x") })
	if all := list(t, open("a")); len(all) != 0 {
		t.Errorf("scope a: %v, want none", all)
	}
	if all := list(t, open("a/b")); len(all) != 1 || all[0].State != polyfill.Firing {
		t.Errorf("scope a/b: %v, want its own", all)
	}
}

func update(t *testing.T, store polyfill.Store, change func(polyfill.Records) error) {
	t.Helper()
	if err := store.Update(polyfill.Strict, nil, change); err != nil {
		t.Errorf("Update: %v", err)
	}
}

func put(t *testing.T, store polyfill.Store, registrations ...polyfill.Registration) {
	t.Helper()
	update(t, store, func(records polyfill.Records) error {
		for _, r := range registrations {
			if err := records.Put(r); err != nil {
				return err
			}
		}
		return nil
	})
}

func list(t *testing.T, store polyfill.Store) []polyfill.Registration {
	t.Helper()
	all, err := store.All()
	if err != nil {
		t.Errorf("All: %v", err)
	}
	return all
}

func same(t *testing.T, got, want polyfill.Registration) {
	t.Helper()
	if got != want {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}
