//go:build js && wasm

package idbstore

import (
	"syscall/js"
	"testing"
)

// C64: between our look at an empty database and our upgrade of it somebody may delete
// it and make another one, with stores and a lower version. Our upgrade then finds what
// is not ours to create, and must neither add to it nor take anything from it.
func TestTheEmptyDatabaseIsReplacedMeanwhile(t *testing.T) {
	const create = `(database) => {
		const store = database.createObjectStore('registrations', { keyPath: ['scope', 'tag'] });
		store.createIndex('scope', 'scope');
		for (const name of ['dropped', 'log', 'setAside']) {
			database.createObjectStore(name, { autoIncrement: true }).createIndex('scope', 'scope');
		}
		database.createObjectStore('changes', { keyPath: 'scope' });
	}`
	for _, test := range []struct{ name, create, left string }{
		{"by an app", `(database) => database.createObjectStore('orders')`, "3 orders"},
		{"by an app, one store of which has a name of ours", `(database) => {
			database.createObjectStore('log');
			database.createObjectStore('orders');
		}`, "3 log,orders"},
		{"by another worker", create, "3 changes,dropped,log,registrations,setAside"},
	} {
		t.Run(test.name, func(t *testing.T) {
			makeDatabase(t, 7)
			// Asked for before our upgrade, and therefore served before it.
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
			if byWorker := test.name == "by another worker"; byWorker != (err == nil) {
				t.Errorf("All() = %v", err)
			}
			if got := found(t); got != test.left {
				t.Errorf("the database is %q, want %q", got, test.left)
			}
		})
	}
}
