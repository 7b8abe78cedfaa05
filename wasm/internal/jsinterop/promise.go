//go:build js && wasm

package jsinterop

import "syscall/js"

// Await waits, without a time limit, until a promise settles, and returns its value. If the
// promise is rejected, the error is a [js.Error] with the reason; a reason that is no object
// becomes the message of an Error. Await must not be called in a callback of JavaScript,
// because that would block the event loop endlessly.
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

// reason returns an object for any reason, because js.Error reads the property message.
func reason(v js.Value) js.Value {
	if v.Type() == js.TypeObject {
		return v
	}
	return js.Global().Get("Error").New(js.Global().Get("String").Invoke(v))
}
