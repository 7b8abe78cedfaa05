//go:build js && wasm

package main

import (
	"syscall/js"
	"testing"
	"time"

	"background-sync-polyfill/polyfill"
)

func TestAnOptionThatTheAppDoesNotSetHasItsDefault(t *testing.T) {
	given := js.ValueOf(map[string]any{"maxAttempts": js.Undefined()})
	if got := parameters(given); got != polyfill.DefaultParameters() {
		t.Errorf("parameters() = %+v, want %+v", got, polyfill.DefaultParameters())
	}
}

func TestTheParametersAreTheOptionsThatTheAppSets(t *testing.T) {
	given := js.ValueOf(map[string]any{
		"maxAttempts": 7, "initialRetryDelay": 0.5, "retryDelayFactor": 1.5, "maxEventDuration": 2000,
	})
	want := polyfill.Parameters{
		MaxAttempts: 7, InitialRetryDelay: 500 * time.Microsecond, RetryDelayFactor: 1.5, MaxEventDuration: 2 * time.Second,
	}
	if got := parameters(given); got != want {
		t.Errorf("parameters() = %+v, want %+v", got, want)
	}
}

func TestDispatchIsGivenMaxEventDurationInMilliseconds(t *testing.T) {
	told := make(chan float64, 1)
	dispatch := js.FuncOf(func(_ js.Value, args []js.Value) any {
		told <- args[1].Float()
		return js.Global().Get("Promise").Call("resolve")
	})
	defer dispatch.Release()
	<-claim{js.ValueOf(map[string]any{"dispatch": dispatch}), 23 * time.Second}.Dispatch(false)
	if got := <-told; got != 23_000 {
		t.Errorf("the script was told %v ms, want 23000", got)
	}
}
