//go:build js && wasm

package main

import (
	"syscall/js"
	"time"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/wasm/internal/jsx"
)

// host is the browser as js/worker/go-host.js, its twin, presents it.
type host struct {
	value      js.Value
	parameters polyfill.Parameters
}

func newHost(value js.Value) host {
	return host{value, parameters(value.Get("parameters"))}
}

func (h host) scope() string {
	return h.value.Get("scope").String()
}

func (h host) idbTimeout() time.Duration {
	return milliseconds(h.value.Get("idbTimeout"))
}

// parameters are the defaults, but for what the app has set.
func parameters(given js.Value) polyfill.Parameters {
	p := polyfill.DefaultParameters()
	set := func(name string, use func(js.Value)) {
		if value := given.Get(name); !value.IsUndefined() {
			use(value)
		}
	}
	set("maxAttempts", func(v js.Value) { p.MaxAttempts = v.Int() })
	set("initialRetryDelay", func(v js.Value) { p.InitialRetryDelay = milliseconds(v) })
	set("retryDelayFactor", func(v js.Value) { p.RetryDelayFactor = v.Float() })
	set("maxEventDuration", func(v js.Value) { p.MaxEventDuration = milliseconds(v) })
	return p
}

func milliseconds(value js.Value) time.Duration {
	return time.Duration(value.Float() * float64(time.Millisecond))
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
	return claim{granted, h.parameters.MaxEventDuration}, true
}

// claim implements [polyfill.Claim].
type claim struct {
	value js.Value
	limit time.Duration
}

func (c claim) Dispatch(lastChance bool) <-chan polyfill.Outcome {
	settled := make(chan polyfill.Outcome, 1)
	outcome := c.value.Call("dispatch", lastChance, float64(c.limit)/float64(time.Millisecond))
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
