//go:build js && wasm

package idbstore

import (
	"context"
	"errors"
	"syscall/js"

	"github.com/hack-pad/go-indexeddb/idb"

	"background-sync-polyfill/polyfill"
)

var errAborted = errors.New("the transaction was aborted")

// connection is an open database. It runs one transaction at a time, so that an abort can
// be told to belong to that one.
type connection struct {
	limit   timeLimit
	db      *idb.Database
	raw     js.Value // The same database, for what the library cannot do.
	onAbort js.Func
	aborted bool
}

// listen notes each abort before the library hears of it. The library reports an abort as
// success if no failed request has caused it.
func (c *connection) listen() {
	c.onAbort = js.FuncOf(func(js.Value, []js.Value) any {
		c.aborted = true
		return nil
	})
	c.raw.Call("addEventListener", "abort", c.onAbort, true)
}

// close closes the connection. A transaction that is running still ends by itself.
func (c *connection) close() {
	c.raw.Call("removeEventListener", "abort", c.onAbort, true)
	c.onAbort.Release()
	_ = c.db.Close()
}

// durabilities maps our durabilities to the library's.
var durabilities = map[polyfill.Durability]idb.TransactionDurability{
	polyfill.Strict:  idb.DurabilityStrict,
	polyfill.Relaxed: idb.DurabilityRelaxed,
}

// transact runs work in one readwrite transaction, and returns when that is committed. An
// error of work aborts the transaction, and transact returns that error unchanged.
func (c *connection) transact(durability polyfill.Durability, scope string, work func(*transaction) error) error {
	c.aborted = false
	txn, err := c.db.TransactionWithOptions(idb.TransactionOptions{
		Mode:       idb.TransactionReadWrite,
		Durability: durabilities[durability],
	}, registrationsStore, droppedStore, setAsideStore)
	if err != nil {
		return err
	}
	// The library has to listen from the start, because it misses an earlier end.
	finished := make(chan error, 1)
	go func() { finished <- txn.Await(context.Background()) }()
	store, err := txn.ObjectStore(registrationsStore)
	if err != nil {
		return err
	}
	t := &transaction{limit: c.limit, scope: scope, txn: txn, store: store, lookups: map[string]lookup{}}
	if err := work(t); err != nil {
		_ = txn.Abort()
		return err
	}
	// Without this call the browser first waits whether the last answer leads to a new request.
	if err := txn.Commit(); err != nil {
		return err
	}
	if err := c.limit.run(func() error { return <-finished }); err != nil {
		return err
	}
	if c.aborted {
		return errAborted
	}
	for _, report := range t.reports {
		js.Global().Get("console").Call("error", report)
	}
	return nil
}
