//go:build js && wasm

package main

import (
	"syscall/js"
	"time"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/wasm/internal/jsx"
)

// host is the browser as js/host.js, its twin, presents it.
type host struct {
	value js.Value
}

func (h host) scope() string {
	return h.value.Get("scope").String()
}

func (h host) parameters() polyfill.Parameters {
	given := h.value.Get("parameters")
	duration := func(name string) time.Duration {
		return time.Duration(given.Get(name).Float() * float64(time.Millisecond))
	}
	return polyfill.Parameters{
		MaxAttempts:       given.Get("maxAttempts").Int(),
		InitialRetryDelay: duration("initialRetryDelay"),
		RetryDelayFactor:  given.Get("retryDelayFactor").Float(),
		MaxEventDuration:  duration("maxEventDuration"),
	}
}

// Online implements [polyfill.Connectivity].
func (h host) Online() bool {
	return h.value.Call("online").Bool()
}

// Set implements [polyfill.Alarm].
func (h host) Set(at polyfill.Instant) {
	h.value.Call("alarm", float64(at-polyfill.SystemClock{}.Now()))
}

// Claim implements [polyfill.Dispatcher]. The worker's script wakes the core, once,
// when a lock that was refused is free.
func (h host) Claim(tag string) (polyfill.Claim, bool) {
	granted, err := jsx.Await(h.value.Call("claim", jsx.JSString(tag)))
	if err != nil || granted.IsNull() {
		return nil, false
	}
	return claim{granted}, true
}

// claim implements [polyfill.Claim].
type claim struct {
	value js.Value
}

func (c claim) Dispatch(lastChance bool) <-chan polyfill.Outcome {
	settled := make(chan polyfill.Outcome, 1)
	outcome := c.value.Call("dispatch", lastChance)
	go func() {
		reason, err := jsx.Await(outcome)
		switch {
		case err != nil:
			settled <- polyfill.Outcome{Failed: true, Reason: err.Error()}
		case reason.IsUndefined():
			settled <- polyfill.Outcome{}
		default:
			settled <- polyfill.Outcome{Failed: true, Reason: jsx.GoString(reason)}
		}
	}()
	return settled
}

func (c claim) Release() {
	c.value.Call("release")
}
