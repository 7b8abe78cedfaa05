//go:build js && wasm

package main

import (
	"errors"
	"syscall/js"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/wasm/idbstore"
	"background-sync-polyfill/wasm/internal/jsx"
)

// exports are the methods that js/worker/core/core.js calls; go-exports.d.ts beside it
// is their twin. Each takes, after its arguments, a function done(error, result), where
// error is null or has a DOMException's name and message, and the cause for the console.
func exports(m *polyfill.Manager, store *idbstore.Store) js.Value {
	return js.ValueOf(map[string]any{
		"register": method(func(args []js.Value) (any, error) {
			return nil, m.Register(jsx.GoString(args[0]))
		}),
		"getTags": method(func([]js.Value) (any, error) {
			return polyfill.GetTags(m, store.Keys)
		}),
		"wake": method(func([]js.Value) (any, error) {
			return nil, m.Wake()
		}),
		"wakeTag": method(func(args []js.Value) (any, error) {
			return nil, m.WakeTag(jsx.GoString(args[0]))
		}),
		"offline": method(func([]js.Value) (any, error) {
			return nil, m.Offline()
		}),
	})
}

func method(call func(args []js.Value) (any, error)) js.Func {
	return js.FuncOf(func(_ js.Value, args []js.Value) any {
		last := len(args) - 1
		done := args[last]
		// A callback of JavaScript must not block.
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

func exception(err error) map[string]any {
	known := polyfill.ErrStorage
	errors.As(err, &known)
	exception := map[string]any{"name": known.Name, "message": known.Message}
	if errors.Unwrap(known) != nil {
		exception["cause"] = err.Error()
	}
	return exception
}
