//go:build js && wasm

package idbstore

import (
	"errors"
	"syscall/js"
	"time"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/wasm/internal/jsx"
)

// Whatever is stored of a scope is read by one request to the database itself: the
// library has a cursor alone, which takes a request for each record.

// readAll returns every registration of the scope, the oldest first, and the records
// that are none.
func (c *connection) readAll(scope string) (all []polyfill.Registration, bad []malformed, err error) {
	values, err := c.ask("getAll", scope)
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
		bad = append(bad, malformed{keyIn(value), value, reason})
	}
	sortOldestFirst(all)
	return all, bad, nil
}

// ask calls a method of the index of scopes in a transaction of its own, and returns the
// result of that request.
func (c *connection) ask(method, scope string) (result js.Value, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			thrown, _ := cause.(error)
			err = errors.Join(errNoRead, thrown)
		}
	}()
	index := c.raw.Call("transaction", registrationsStore, "readonly").
		Call("objectStore", registrationsStore).Call("index", scopeIndex)
	return c.await(index.Call(method, jsx.JSString(scope)))
}

var errNoRead = errors.New("the database cannot be read")

// await returns the result of a request.
func (g guard) await(request js.Value) (js.Value, error) {
	done := make(chan error, 2) // The later one of the two has nobody to wait for.
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
	timer := time.AfterFunc(g.timeout, func() { done <- polyfill.ErrNoAnswer })
	defer timer.Stop()
	err := <-done
	request.Set("onsuccess", js.Null())
	request.Set("onerror", js.Null())
	if err != nil {
		return js.Undefined(), err
	}
	return request.Get("result"), nil
}
