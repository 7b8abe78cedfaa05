//go:build js && wasm

package idbstore

import (
	"context"
	"errors"
	"syscall/js"

	"github.com/hack-pad/go-indexeddb/idb"

	"background-sync-polyfill/polyfill"
)

// errNoSchema is the error of an open whose upgrade has not created the stores.
var errNoSchema = errors.New("the stores could not be created in the database")

// connect opens the database, and creates its stores if it has none. If the database has
// other stores, it is an app's and stays as it is. Then the error is a [*polyfill.Error].
func connect(limit timeLimit) (c *connection, err error) {
	defer func() {
		// If indexedDB is missing or has been replaced, both open and the library panic.
		if panicked := recover(); panicked != nil {
			cause, _ := panicked.(error)
			c, err = nil, errors.Join(errors.New("indexedDB is missing, or has been replaced by another object"), cause)
		}
	}()
	opened, err := open(limit, currentVersion)
	if err == nil && len(opened.stores) == 0 {
		// Only an upgrade can create stores, and an upgrade needs a higher version.
		_ = opened.db.Close()
		opened, err = open(limit, opened.version+1)
	}
	if err != nil {
		return nil, err
	}
	if !isOurs(opened.stores) {
		_ = opened.db.Close()
		if len(opened.stores) == 0 {
			return nil, errNoSchema
		}
		return nil, foreignDatabaseError(opened.stores)
	}
	c = &connection{limit: limit, db: opened.db, raw: opened.raw}
	c.listen()
	return c, nil
}

// currentVersion opens a database in the version that it has. A new one gets version 1.
const currentVersion = 0

// opened is an open database, as the library's object and as JavaScript's, and what it holds.
type opened struct {
	db      *idb.Database
	raw     js.Value
	version uint
	stores  []string
}

// open opens the database. If that takes an upgrade, the upgrade creates all stores or
// changes nothing.
func open(limit timeLimit, version uint) (o opened, err error) {
	arguments := []any{databaseName}
	if version != currentVersion {
		arguments = append(arguments, version)
	}
	raw := js.Global().Get("indexedDB").Call("open", arguments...)
	var upgradeErr error
	// After an open that fails, the library listens on until its context is cancelled.
	listening, stop := context.WithCancel(context.Background())
	request, err := wrapRequest(listening, raw, func(db *idb.Database, _, _ uint) error {
		if upgradeErr = createSchema(db); upgradeErr != nil {
			abortUpgrade(raw)
		}
		return nil // The library panics if an upgrade returns an error.
	})
	if err != nil {
		stop()
		return o, err
	}
	if o.db, err = awaitOpen(limit, request, stop); err != nil {
		if upgradeErr != nil {
			err = errors.Join(errNoSchema, upgradeErr, err)
		}
		return o, err
	}
	defer func() {
		if err != nil {
			_ = o.db.Close()
		}
	}()
	if o.raw, err = request.Request.Result(); err != nil {
		return o, err
	}
	if o.version, err = o.db.Version(); err != nil {
		return o, err
	}
	o.stores, err = o.db.ObjectStoreNames()
	return o, err
}

// wrapRequest returns the library's object for a request to open that we have made. The
// request must be ours, because only its transaction can abort an upgrade, and the library
// does not give that away. The library accepts requests from a factory alone, so it gets
// one that returns ours.
func wrapRequest(ctx context.Context, request js.Value, upgrade idb.Upgrader) (*idb.OpenDBRequest, error) {
	give := js.FuncOf(func(js.Value, []js.Value) any { return request })
	defer give.Release()
	factory, err := idb.WrapFactory(js.ValueOf(map[string]any{"open": give}))
	if err != nil {
		return nil, err
	}
	return factory.Open(ctx, databaseName, currentVersion, upgrade)
}

// abortUpgrade undoes the upgrade. If the browser has aborted it already, abort throws. That
// must not end the program.
func abortUpgrade(request js.Value) {
	defer func() { _ = recover() }()
	request.Get("transaction").Call("abort")
}

// awaitOpen waits for the database within the limit. If the database opens later, it is
// closed, since nobody uses it any more. awaitOpen calls ended when the request has ended,
// even after the limit: the upgrade can come as late.
func awaitOpen(limit timeLimit, request *idb.OpenDBRequest, ended func()) (*idb.Database, error) {
	opened := make(chan *idb.Database, 1)
	err := limit.run(func() error {
		defer ended()
		db, err := request.Await(context.Background())
		opened <- db
		return err
	})
	if errors.Is(err, polyfill.ErrNoAnswer) {
		go func() {
			if late := <-opened; late != nil {
				_ = late.Close()
			}
		}()
	}
	if err != nil {
		return nil, err
	}
	return <-opened, nil
}
