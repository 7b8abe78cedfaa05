//go:build js && wasm

package idbstore

import (
	"strconv"
	"strings"
	"testing"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/wasm/idbstore/record"
)

// damage changes the stored record of the tag "bad" by a JavaScript statement.
func damage(t *testing.T, statement string) {
	t.Helper()
	evaluate(t, `useStore('registrations', (store) => store.get(['a', 'bad'])).then((record) => {
		`+statement+`;
		return useStore('registrations', (store) => store.put(record));
	})`)
}

// setAside returns a line "tag: reason" for each record that is set aside.
func setAside(t *testing.T) string {
	t.Helper()
	return evaluate(t, `useStore('setAside', (store) => store.getAll()).then((all) =>
		all.map(({ scope, key, record, reason, setAsideAt }) => {
			if (scope !== 'a' || key[0] !== 'a' || !(setAsideAt > 0)) throw new Error('a wrong entry');
			return String(record.tag) + ': ' + reason;
		}).join('\n'))`).String()
}

// wrongValues are values in JavaScript that no field may have.
var wrongValues = []string{"undefined", "null", "true", "{}", "[]", "new Date()", "NaN", "-1e300", "0.5", "1e300", "10n"}

// C65: a record with a wrong field is set aside, its reason names the field, and the scope's
// other records are read.
func TestMalformedRecordsAreSetAsideAndTheOthersAreRead(t *testing.T) {
	store := storeWith(t, "bad", "good")
	count := 0
	// Scope and tag are left out: they are the record's key, which cannot have most of these types.
	for _, field := range record.Fields[2:] {
		values := append([]string{"'text'"}, wrongValues...)
		if field == record.FieldLastError {
			values[0] = "5"
		}
		for _, value := range values {
			damage(t, "record.tag = '"+field+"'; record.tag += ' of "+strconv.Itoa(count)+"'; record."+field+" = "+value)
			count++
		}
	}
	mustHold(t, store, "bad", "good")
	lines := strings.Split(setAside(t), "\n")
	if len(lines) != count {
		t.Errorf("%d records are set aside, want %d", len(lines), count)
	}
	for _, line := range lines {
		field, reason, _ := strings.Cut(line, " of ")
		if !strings.Contains(reason, ": "+field+" is ") {
			t.Errorf("set aside is %q, want a reason that names %s", line, field)
		}
	}
}

// C65: if an update reads a malformed record, the record is set aside, and the update can
// register the tag again.
func TestAnUpdateReplacesAMalformedRecord(t *testing.T) {
	for _, field := range record.Fields[2:] {
		store := storeWith(t, "bad", "good")
		damage(t, "record."+field+" = 10n")
		err := store.Update(polyfill.Strict, nil, func(r polyfill.Records) error {
			if _, found, err := r.Get("bad"); found || err != nil {
				t.Errorf("Get() with a wrong %s: found %v, %v", field, found, err)
			}
			return r.Put(polyfill.Registration{Tag: "bad", State: polyfill.Pending, MaxAttempts: 3, Order: 1})
		})
		if err != nil {
			t.Errorf("Update() with a wrong %s: %v", field, err)
		}
		mustHold(t, store, "good", "bad")
		if got := setAside(t); !strings.HasPrefix(got, "bad: "+field+" is ") {
			t.Errorf("set aside is %q, want a reason that names %s", got, field)
		}
	}
}

func TestARecordThatLacksAFieldIsSetAside(t *testing.T) {
	store := storeWith(t, "bad", "good")
	damage(t, "delete record.order")
	mustHold(t, store, "good")
	if got := setAside(t); !strings.HasPrefix(got, "bad: order is undefined") {
		t.Errorf("set aside is %q, want a reason that names order", got)
	}
}

func TestARecordWhoseTagIsANumberIsSetAside(t *testing.T) {
	store := storeWith(t, "bad", "good")
	damage(t, "record.tag = 5")
	mustHold(t, store, "bad", "good")
	if got := setAside(t); !strings.HasPrefix(got, "5: tag is 5") {
		t.Errorf("set aside is %q, want a reason that names tag", got)
	}
}

// On a full disk a malformed record cannot be moved. The others must be read all the same.
func TestAMalformedRecordThatCannotBeSetAsideIsPassedOver(t *testing.T) {
	store := storeWith(t, "bad", "good")
	damage(t, "record.state = 'asleep'")
	mend := patch(t, "IDBObjectStore", "add", `function () { throw new DOMException('full', 'QuotaExceededError'); }`)
	mustHold(t, store, "good")
	mend()
	if got := setAside(t); got != "" {
		t.Errorf("set aside is %q although the disk is full", got)
	}
	mustHold(t, store, "good")
	if got := setAside(t); !strings.HasPrefix(got, `bad: state is "asleep"`) {
		t.Errorf("set aside is %q after the disk was full, want a reason that names state", got)
	}
}

func TestTheConsoleNamesEachMalformedRecordOnce(t *testing.T) {
	store := storeWith(t, "bad", "good")
	damage(t, "record.state = 'asleep'")
	evaluate(t, `(async () => {
		globalThis.said = [];
		globalThis.error = console.error;
		console.error = (text) => said.push(text);
	})()`)
	mustHold(t, store, "good")
	mustHold(t, store, "good")
	said := evaluate(t, `(async () => {
		console.error = error;
		return said.join('\n');
	})()`).String()
	for _, part := range []string{`"bad"`, `state is "asleep"`, "'setAside'", "'background-sync-polyfill'"} {
		if strings.Count(said, part) != 1 {
			t.Errorf("the console says %q, want the fact %s once", said, part)
		}
	}
}

// The list of dropped tags keeps the newest hundred of each scope.
func TestTheNewestHundredDroppedTagsAreListed(t *testing.T) {
	store := storeWith(t, "x")
	other := newStore(t, "b")
	drop := func(store *Store, tag string) {
		t.Helper()
		err := store.Update(polyfill.Strict, nil, func(r polyfill.Records) error {
			dropped := polyfill.Registration{Tag: tag, NumAttempts: 3, LastError: "failed", RegisteredAt: 5}
			return r.NoteDropped(dropped, 7)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	drop(other, "theirs")
	for i := range polyfill.MaxDropped + 2 {
		drop(store, strconv.Itoa(i))
	}
	got := evaluate(t, `useStore('dropped', (store) => store.getAll()).then((all) => {
		const ours = all.filter(({ scope }) => scope === 'a');
		return [all.length, ours.length, ours[0].tag, ours.at(-1).tag, JSON.stringify(ours.at(-1), Object.keys(ours[0]).sort())].join(' ');
	})`).String()
	want := `101 100 2 101 {"droppedAt":7,"lastError":"failed","numAttempts":3,"registeredAt":5,"scope":"a","tag":"101"}`
	if got != want {
		t.Errorf("the dropped tags are %s, want %s", got, want)
	}
	mustHold(t, store, "x")
}
