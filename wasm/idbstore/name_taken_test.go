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

// makeDatabase makes a database of our name with these stores, as an app could, and puts a
// row into each.
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

// describeDatabase returns the version of the database and the names of its stores.
func describeDatabase(t *testing.T) string {
	t.Helper()
	return evaluate(t, `done(indexedDB.open('background-sync-polyfill')).then((database) => {
		database.close();
		return database.version + ' ' + [...database.objectStoreNames];
	})`).String()
}

// forbidDeletion makes each deletion of a database throw.
func forbidDeletion(t *testing.T) (mend func()) {
	return patch(t, "IDBFactory", "deleteDatabase", `function () { throw new Error('a database is deleted'); }`)
}

// C64: a database of our name that has other stores than ours is an app's.
func TestAnAppsDatabaseStaysAsItIs(t *testing.T) {
	for _, test := range []struct {
		name    string
		version int
		stores  []string
	}{
		{"one store of the app", 1, []string{"outbox"}},
		{"a later version", 2, []string{"outbox"}},
		{"our stores and one more", 1, append([]string{"outbox"}, stores...)},
		{"one of our stores", 1, []string{"registrations"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			makeDatabase(t, test.version, test.stores...)
			before := describeDatabase(t)
			mend := forbidDeletion(t)
			js.Global().Set("closes", 0)
			stopCounting := patch(t, "IDBDatabase", "close", `function () {
				globalThis.closes++;
				original.call(this);
			}`)
			store := newStore(t, "a")
			err := put(store, "x")
			stopCounting()
			// The app may be waiting to upgrade it, which an open connection prevents.
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
			if after := describeDatabase(t); after != before {
				t.Errorf("the database was %s and is %s", before, after)
			}
			if row := evaluate(t, `useStore('`+test.stores[0]+`', (store) => store.get('key'))`).String(); row != "of the app" {
				t.Errorf("the app's row is %q, want it unchanged", row)
			}
		})
	}
}

// C70: a database of our name that has no stores is ours.
func TestAnEmptyDatabaseGetsTheStores(t *testing.T) {
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
		if got, want := describeDatabase(t), strconv.Itoa(version+1)+" "+strings.Join(stores, ","); got != want {
			t.Errorf("the database is %s, want %s", got, want)
		}
	}
}

// C64: after we saw an empty database and before we upgrade it, an app or another worker may
// delete it and make another one, with stores and a lower version. Then our upgrade must
// change nothing in that one.
func TestADatabaseThatReplacesTheEmptyOneStaysAsItIs(t *testing.T) {
	const createOurStores = `(database) => {
		const store = database.createObjectStore('registrations', { keyPath: ['scope', 'tag'] });
		store.createIndex('scope', 'scope');
		for (const name of ['dropped', 'log', 'setAside']) {
			database.createObjectStore(name, { autoIncrement: true }).createIndex('scope', 'scope');
		}
		database.createObjectStore('changes', { keyPath: 'scope' });
	}`
	for _, test := range []struct{ name, create, left string }{
		{"by an app", `(database) => database.createObjectStore('orders')`, "3 orders"},
		{"by an app that has a store by one of our names", `(database) => {
			database.createObjectStore('log');
			database.createObjectStore('orders');
		}`, "3 log,orders"},
		{"by another worker", createOurStores, "3 changes,dropped,log,registrations,setAside"},
	} {
		t.Run(test.name, func(t *testing.T) {
			makeDatabase(t, 7)
			// IndexedDB serves requests in their order, so this one comes before our upgrade.
			js.Global().Set("replace", js.Global().Call("eval", `(open) => {
				indexedDB.deleteDatabase('background-sync-polyfill');
				const opening = open.call(indexedDB, 'background-sync-polyfill', 3);
				opening.onupgradeneeded = () => (`+test.create+`)(opening.result);
				opening.onsuccess = () => opening.result.close();
			}`))
			mend := patch(t, "IDBFactory", "open", `function (name, version) {
				if (version === 8) globalThis.replace(original);
				return original.apply(this, arguments);
			}`)
			_, err := newStore(t, "a").All()
			mend()
			if byWorker := test.name == "by another worker"; byWorker && err != nil {
				t.Errorf("All() = %v, want no error, because the stores are ours", err)
			} else if !byWorker && err == nil {
				t.Error("All() reports no error although the database is an app's")
			}
			if got := describeDatabase(t); got != test.left {
				t.Errorf("the database is %q, want %q", got, test.left)
			}
		})
	}
}
