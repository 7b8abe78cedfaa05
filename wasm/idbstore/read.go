//go:build js && wasm

package idbstore

import (
	"errors"
	"syscall/js"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/wasm/internal/jsinterop"
)

// The reads of a whole scope go past the library, which reads many records by a cursor
// only: one request for each record. Here one request reads all.

var errRead = errors.New("the database cannot be read")

// readAll returns the scope's valid registrations, the oldest first, and its malformed
// records.
func (c *connection) readAll(scope string) (all []polyfill.Registration, bad []malformed, err error) {
	values, err := c.queryScope("getAll", scope)
	if err != nil {
		return nil, nil, err
	}
	for i := range values.Length() {
		value := values.Index(i)
		registration, reason := fromRecord(scope, value)
		if reason == nil {
			all = append(all, registration)
			continue
		}
		bad = append(bad, malformed{keyOfRecord(value), value, reason})
	}
	sortOldestFirst(all)
	return all, bad, nil
}

// queryScope calls a method of the index of scopes in a readonly transaction, and returns
// the result of the request.
func (c *connection) queryScope(method, scope string) (result js.Value, err error) {
	defer func() {
		if panicked := recover(); panicked != nil {
			cause, _ := panicked.(error)
			err = errors.Join(errRead, cause)
		}
	}()
	index := c.raw.Call("transaction", registrationsStore, "readonly").
		Call("objectStore", registrationsStore).Call("index", scopeIndex)
	return c.await(index.Call(method, jsinterop.JSString(scope)))
}

// await returns the result of a request, or [polyfill.ErrNoAnswer] after the time limit.
func (c *connection) await(request js.Value) (js.Value, error) {
	done := make(chan error, 2) // Nobody reads the later one of the two results.
	succeeded := js.FuncOf(func(js.Value, []js.Value) any {
		done <- nil
		return nil
	})
	defer succeeded.Release()
	failed := js.FuncOf(func(js.Value, []js.Value) any {
		done <- js.Error{Value: request.Get("error")}
		return nil
	})
	defer failed.Release()
	request.Set("onsuccess", succeeded)
	request.Set("onerror", failed)
	defer c.limit.start(done)()
	err := <-done
	request.Set("onsuccess", js.Null())
	request.Set("onerror", js.Null())
	if err != nil {
		return js.Undefined(), err
	}
	return request.Get("result"), nil
}
