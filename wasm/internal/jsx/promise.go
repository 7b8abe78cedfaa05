//go:build js && wasm

package jsx

import "syscall/js"

// Await waits for a promise; the error is a [js.Error] of its reason. It must
// not be called from within a callback of JavaScript.
func Await(promise js.Value) (js.Value, error) {
	type settled struct {
		value js.Value
		err   error
	}
	done := make(chan settled, 1)
	fulfilled := js.FuncOf(func(_ js.Value, args []js.Value) any {
		done <- settled{value: first(args)}
		return nil
	})
	defer fulfilled.Release()
	rejected := js.FuncOf(func(_ js.Value, args []js.Value) any {
		done <- settled{err: js.Error{Value: reason(first(args))}}
		return nil
	})
	defer rejected.Release()
	promise.Call("then", fulfilled, rejected)
	result := <-done
	return result.value, result.err
}

func first(args []js.Value) js.Value {
	if len(args) == 0 {
		return js.Undefined()
	}
	return args[0]
}

// reason makes an Error of a reason that is none: js.Error reads its message.
func reason(v js.Value) js.Value {
	if v.Type() == js.TypeObject {
		return v
	}
	return js.Global().Get("Error").New(js.Global().Get("String").Invoke(v))
}
