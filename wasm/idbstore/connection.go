//go:build js && wasm

package idbstore

import (
	"context"
	"errors"
	"syscall/js"

	"github.com/hack-pad/go-indexeddb/idb"
)

var (
	errAborted  = errors.New("the transaction was aborted")
	errNoSchema = errors.New("the database had no schema")
)

// connection is an open database. It runs one transaction at a time.
type connection struct {
	guard
	db      *idb.Database
	raw     js.Value
	onAbort js.Func
	aborted bool
}

// connect opens the database, creating it if need be.
func connect(g guard) (c *connection, err error) {
	defer func() {
		// The library panics where there is no IndexedDB, or something else in its place.
		if cause := recover(); cause != nil {
			known, _ := cause.(error)
			c, err = nil, errors.Join(errors.New("IndexedDB cannot be used here"), known)
		}
	}()
	var upgradeErr error
	request, err := idb.Global().Open(context.Background(), databaseName, databaseVersion,
		func(db *idb.Database, _, _ uint) error {
			upgradeErr = createSchema(db)
			return nil // An error here would end the whole program.
		})
	if err != nil {
		return nil, err
	}
	db, err := awaitOpen(g, request)
	if err != nil {
		return nil, err
	}
	raw, err := request.Request.Result()
	if err != nil {
		return nil, err
	}
	// An upgrade that failed, now or in a worker that died of it, leaves a database
	// without what it should hold: the library cannot take it back.
	if !raw.Get("objectStoreNames").Call("contains", lastStore).Bool() {
		_ = db.Close()
		return nil, errors.Join(errNoSchema, upgradeErr, remove(g))
	}
	c = &connection{guard: g, db: db, raw: raw}
	c.listen()
	return c, nil
}

// awaitOpen waits in time; a connection that comes later is closed, nobody has
// a use for it any more.
func awaitOpen(g guard, request *idb.OpenDBRequest) (*idb.Database, error) {
	opened := make(chan *idb.Database, 1)
	err := g.inTime(func() error {
		db, err := request.Await(context.Background())
		opened <- db
		return err
	})
	if errors.Is(err, errTooSlow) {
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

func remove(g guard) error {
	request, err := idb.Global().DeleteDatabase(databaseName)
	if err != nil {
		return err
	}
	return g.inTime(func() error { return request.Await(context.Background()) })
}

// listen learns of aborts before the library does, which reports one that no
// failed request caused as success.
func (c *connection) listen() {
	c.onAbort = js.FuncOf(func(js.Value, []js.Value) any {
		c.aborted = true
		return nil
	})
	c.raw.Call("addEventListener", "abort", c.onAbort, true)
}

// close gives the connection up; what runs on it runs to its end.
func (c *connection) close() {
	c.raw.Call("removeEventListener", "abort", c.onAbort, true)
	c.onAbort.Release()
	_ = c.db.Close()
}

// transact runs work in one transaction and returns once it is committed.
func (c *connection) transact(mode idb.TransactionMode, scope string, work func(*records) error) error {
	c.aborted = false
	txn, err := c.db.TransactionWithOptions(idb.TransactionOptions{
		Mode:       mode,
		Durability: idb.DurabilityStrict,
	}, registrationsStore)
	if err != nil {
		return err
	}
	// Listened for at once: the library misses an end that came before.
	finished := make(chan error, 1)
	go func() { finished <- txn.Await(context.Background()) }()
	store, err := txn.ObjectStore(registrationsStore)
	if err != nil {
		return err
	}
	if err := work(&records{c.guard, scope, store}); err != nil {
		_ = txn.Abort()
		return err
	}
	if err := c.inTime(func() error { return <-finished }); err != nil {
		return err
	}
	if c.aborted {
		return errAborted
	}
	return nil
}
