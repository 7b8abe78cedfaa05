//go:build js && wasm

package idbstore

import (
	"errors"
	"strconv"
	"strings"
	"sync"
	"syscall/js"
	"testing"

	"background-sync-polyfill/polyfill"
)

// makeDatabase makes a database of our name as an app does, with a row in each store.
func makeDatabase(t *testing.T, version int, names ...string) {
	t.Helper()
	emptyDisk(t)
	creation := ""
	for _, name := range names {
		creation += `opening.result.createObjectStore('` + name + `').put('of the app', 'key');`
	}
	evaluate(t, `(async () => {
		const opening = indexedDB.open('background-sync-polyfill', `+strconv.Itoa(version)+`);
		opening.onupgradeneeded = () => {`+creation+`};
		(await done(opening)).close();
	})()`)
}

// found returns the version of the database and the names of its stores.
func found(t *testing.T) string {
	t.Helper()
	return evaluate(t, `done(indexedDB.open('background-sync-polyfill')).then((database) => {
		database.close();
		return database.version + ' ' + [...database.objectStoreNames];
	})`).String()
}

func forbidDeletion(t *testing.T) (mend func()) {
	return patch(t, "IDBFactory", "deleteDatabase", `function () { throw new Error('a database is deleted'); }`)
}

// C64: a database of our name with other stores is an app's.
func TestAnAppsDatabaseIsLeftAlone(t *testing.T) {
	for _, test := range []struct {
		name    string
		version int
		stores  []string
	}{
		{"one store of the app's", 1, []string{"outbox"}},
		{"a later version", 2, []string{"outbox"}},
		{"ours and one more", 1, append([]string{"outbox"}, stores...)},
		{"a part of ours", 1, []string{"registrations"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			makeDatabase(t, test.version, test.stores...)
			before := found(t)
			mend := forbidDeletion(t)
			js.Global().Set("closes", 0)
			uncount := patch(t, "IDBDatabase", "close", `function () {
				globalThis.closes++;
				original.call(this);
			}`)
			store := newStore(t, "a")
			err := put(store, "x")
			uncount()
			// The app may be waiting to upgrade it.
			if closes := js.Global().Get("closes").Int(); closes != 1 {
				t.Errorf("the app's database was closed %d times, want once", closes)
			}
			var told *polyfill.Error
			if !errors.As(err, &told) || !strings.Contains(told.Message, "'background-sync-polyfill'") ||
				!strings.Contains(told.Message, test.stores[0]) {
				t.Errorf("Update() = %v, want an error that names the database and its stores", err)
			}
			if _, err := store.All(); !errors.As(err, &told) {
				t.Errorf("All() = %v, want the same error", err)
			}
			mend()
			if after := found(t); after != before {
				t.Errorf("the database was %s and is %s", before, after)
			}
			if row := evaluate(t, `useStore('`+test.stores[0]+`', (store) => store.get('key'))`).String(); row != "of the app" {
				t.Errorf("the app's row is %s", row)
			}
		})
	}
}

// C70: a database of our name without any store is ours.
func TestAnEmptyDatabaseIsMadeAnew(t *testing.T) {
	for _, version := range []int{1, 7} {
		makeDatabase(t, version)
		mend := forbidDeletion(t)
		first, second := newStore(t, "a"), newStore(t, "a")
		var both sync.WaitGroup
		for tag, store := range map[string]*Store{"first": first, "second": second} {
			both.Go(func() {
				if err := put(store, tag); err != nil {
					t.Errorf("put %q: %v", tag, err)
				}
			})
		}
		both.Wait()
		mustHold(t, first, "first", "second")
		mend()
		if got, want := found(t), strconv.Itoa(version+1)+" "+strings.Join(stores, ","); got != want {
			t.Errorf("the database is %s, want %s", got, want)
		}
	}
}
