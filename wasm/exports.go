//go:build js && wasm

package main

import (
	"errors"
	"syscall/js"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/wasm/idbstore"
	"background-sync-polyfill/wasm/internal/jsinterop"
)

// exports returns the methods that js/worker/core/core.js calls; go-exports.d.ts beside it
// is their twin. The last argument of each method is a function done(error, result). error
// is null, or has the name and the message of a DOMException. If there is a cause, error has
// it for the console.
func exports(m *polyfill.Manager, store *idbstore.Store) js.Value {
	return js.ValueOf(map[string]any{
		"register": method(func(args []js.Value) (any, error) {
			return nil, m.Register(jsinterop.GoString(args[0]))
		}),
		"getTags": method(func([]js.Value) (any, error) {
			return polyfill.GetTags(m, store.Keys)
		}),
		"wake": method(func([]js.Value) (any, error) {
			return nil, m.Wake()
		}),
		"wakeTag": method(func(args []js.Value) (any, error) {
			return nil, m.WakeTag(jsinterop.GoString(args[0]))
		}),
		"offline": method(func([]js.Value) (any, error) {
			return nil, m.Offline()
		}),
	})
}

// method makes a method of a function that may block.
func method(call func(args []js.Value) (any, error)) js.Func {
	return js.FuncOf(func(_ js.Value, args []js.Value) any {
		last := len(args) - 1
		done := args[last]
		// A callback of JavaScript must not block, so call runs in a goroutine.
		go func() {
			result, err := call(args[:last])
			if err != nil {
				done.Invoke(exception(err))
				return
			}
			done.Invoke(nil, result)
		}()
		return nil
	})
}

// exception returns the error that done is called with. An error that is no [*polyfill.Error]
// gets the name and the message of [polyfill.ErrStorage].
func exception(err error) map[string]any {
	failure := polyfill.ErrStorage
	errors.As(err, &failure)
	exception := map[string]any{"name": failure.Name, "message": failure.Message}
	if errors.Unwrap(failure) != nil {
		exception["cause"] = err.Error()
	}
	return exception
}
