//go:build js && wasm

package idbstore

import (
	"strings"
	"syscall/js"
	"testing"

	"background-sync-polyfill/polyfill"
)

// patch replaces a method of the interface target by a JavaScript function, which can call
// the method as original. If target inherits the method, owner is the interface that has it.
// mend takes the patch away; the end of the test does so, too.
func patch(t *testing.T, target, method, function string, owner ...string) (mend func()) {
	t.Helper()
	prototype := js.Global().Get(target).Get("prototype")
	definedBy := prototype
	if len(owner) > 0 {
		definedBy = js.Global().Get(owner[0]).Get("prototype")
	}
	original := definedBy.Get(method)
	own := prototype.Call("hasOwnProperty", method).Bool()
	prototype.Set(method, js.Global().Get("Function").New("original", "return "+function).Invoke(original))
	mended := false
	mend = func() {
		if mended {
			return
		}
		mended = true
		if own {
			prototype.Set(method, original)
		} else {
			prototype.Delete(method)
		}
	}
	t.Cleanup(mend)
	return mend
}

// storeWith returns the store of scope "a" in a new database that has these pending tags.
func storeWith(t *testing.T, tags ...string) *Store {
	t.Helper()
	emptyDisk(t)
	store := newStore(t, "a")
	for _, tag := range tags {
		mustPut(t, store, tag)
	}
	if len(tags) == 0 {
		mustHold(t, store)
	}
	return store
}

// put stores a pending tag by one strict update.
func put(store polyfill.Store, tag string) error {
	return store.Update(polyfill.Strict, nil, func(r polyfill.Records) error {
		return r.Put(polyfill.Registration{Tag: tag, State: polyfill.Pending, MaxAttempts: 3})
	})
}

func mustPut(t *testing.T, store *Store, tag string) {
	t.Helper()
	if err := put(store, tag); err != nil {
		t.Fatalf("put %q: %v", tag, err)
	}
}

// mustHold demands that All returns exactly these tags, in this order.
func mustHold(t *testing.T, store *Store, want ...string) {
	t.Helper()
	all, err := store.All()
	if err != nil {
		t.Fatalf("All: %v", err)
	}
	var got []string
	for _, r := range all {
		got = append(got, r.Tag)
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("the store holds %q, want %q", got, want)
	}
}
