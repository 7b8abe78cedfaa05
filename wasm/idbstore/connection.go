//go:build js && wasm

package idbstore

import (
	"context"
	"errors"
	"syscall/js"

	"github.com/hack-pad/go-indexeddb/idb"

	"background-sync-polyfill/polyfill"
)

var (
	errAborted  = errors.New("the transaction was aborted")
	errNoSchema = errors.New("the database was given no stores")
)

// connection is an open database. It runs one transaction at a time.
type connection struct {
	guard
	db      *idb.Database
	raw     js.Value
	onAbort js.Func
	aborted bool
}

// connect opens the database, and creates its stores if it has none. A database
// with other stores is an app's, and is left as it is.
func connect(g guard) (c *connection, err error) {
	defer func() {
		// Both open and the library panic where there is no IndexedDB, or something else
		// in its place.
		if cause := recover(); cause != nil {
			known, _ := cause.(error)
			c, err = nil, errors.Join(errors.New("IndexedDB cannot be used here"), known)
		}
	}()
	opened, err := open(g, anyVersion)
	if err == nil && len(opened.stores) == 0 {
		// Stores can be created in an upgrade alone, so the version goes up.
		_ = opened.db.Close()
		opened, err = open(g, opened.version+1)
	}
	if err != nil {
		return nil, err
	}
	if !isOurs(opened.stores) {
		_ = opened.db.Close()
		if len(opened.stores) == 0 {
			return nil, errNoSchema
		}
		return nil, errForeign(opened.stores)
	}
	c = &connection{guard: g, db: opened.db, raw: opened.raw}
	c.listen()
	return c, nil
}

// anyVersion opens the version that there is, and makes version 1 of a new database.
const anyVersion = 0

// opened is a database and what it holds.
type opened struct {
	db      *idb.Database
	raw     js.Value
	version uint
	stores  []string
}

// open opens the database. An upgrade creates all stores, or changes nothing.
func open(g guard, version uint) (o opened, err error) {
	arguments := []any{databaseName}
	if version != anyVersion {
		arguments = append(arguments, version)
	}
	raw := js.Global().Get("indexedDB").Call("open", arguments...)
	var upgradeErr error
	// The library never stops listening to an open that fails, unless it is told to.
	listening, stop := context.WithCancel(context.Background())
	request, err := listenTo(listening, raw, func(db *idb.Database, _, _ uint) error {
		if upgradeErr = createSchema(db); upgradeErr != nil {
			abortUpgrade(raw)
		}
		return nil // An error here would end the whole program.
	})
	if err != nil {
		stop()
		return o, err
	}
	if o.db, err = awaitOpen(g, request, stop); err != nil {
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

// listenTo makes the library listen to a request of ours. It takes none but from a
// factory, and gives none away, whose transaction alone can abort an upgrade.
func listenTo(ctx context.Context, request js.Value, upgrade idb.Upgrader) (*idb.OpenDBRequest, error) {
	give := js.FuncOf(func(js.Value, []js.Value) any { return request })
	defer give.Release()
	factory, err := idb.WrapFactory(js.ValueOf(map[string]any{"open": give}))
	if err != nil {
		return nil, err
	}
	return factory.Open(ctx, databaseName, anyVersion, upgrade)
}

// abortUpgrade takes back what the upgrade has done. An upgrade that the browser has
// aborted already throws, which would end the program.
func abortUpgrade(request js.Value) {
	defer func() { _ = recover() }()
	request.Get("transaction").Call("abort")
}

// awaitOpen waits in time; a connection that comes later is closed, nobody has
// a use for it any more. Once the request has ended, over is called: an upgrade can come
// late, too.
func awaitOpen(g guard, request *idb.OpenDBRequest, over func()) (*idb.Database, error) {
	opened := make(chan *idb.Database, 1)
	err := g.inTime(func() error {
		defer over()
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

// durabilities has what the library calls each.
var durabilities = map[polyfill.Durability]idb.TransactionDurability{
	polyfill.Strict:  idb.DurabilityStrict,
	polyfill.Relaxed: idb.DurabilityRelaxed,
}

// transact runs work in one readwrite transaction and returns once it is committed.
func (c *connection) transact(durability polyfill.Durability, scope string, work func(*records) error) error {
	c.aborted = false
	txn, err := c.db.TransactionWithOptions(idb.TransactionOptions{
		Mode:       idb.TransactionReadWrite,
		Durability: durabilities[durability],
	}, registrationsStore, droppedStore, setAsideStore)
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
	r := &records{guard: c.guard, scope: scope, txn: txn, store: store, known: map[string]stored{}}
	if err := work(r); err != nil {
		_ = txn.Abort()
		return err
	}
	// Otherwise the browser waits until nothing has reacted to the last request.
	if err := txn.Commit(); err != nil {
		return err
	}
	if err := c.inTime(func() error { return <-finished }); err != nil {
		return err
	}
	if c.aborted {
		return errAborted
	}
	for _, report := range r.reports {
		js.Global().Get("console").Call("error", report)
	}
	return nil
}
