//go:build js && wasm

package main

import (
	"syscall/js"
	"time"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/wasm/internal/jsinterop"
)

// host is the browser as the core sees it. js/worker/go-host.js is its twin and makes value.
type host struct {
	value      js.Value
	parameters polyfill.Parameters
}

func newHost(value js.Value) host {
	return host{value, parameters(value.Get("parameters"))}
}

// scope returns the URL of the service worker registration.
func (h host) scope() string {
	return h.value.Get("scope").String()
}

// idbTimeout returns how long IndexedDB may take to open, to answer one request, or to commit.
func (h host) idbTimeout() time.Duration {
	return milliseconds(h.value.Get("idbTimeout"))
}

// parameters returns the app's options, and the default of each option that the app has not
// set.
func parameters(given js.Value) polyfill.Parameters {
	p := polyfill.DefaultParameters()
	set := func(name string, apply func(js.Value)) {
		if value := given.Get(name); !value.IsUndefined() {
			apply(value)
		}
	}
	set("maxAttempts", func(v js.Value) { p.MaxAttempts = v.Int() })
	set("initialRetryDelay", func(v js.Value) { p.InitialRetryDelay = milliseconds(v) })
	set("retryDelayFactor", func(v js.Value) { p.RetryDelayFactor = v.Float() })
	set("maxEventDuration", func(v js.Value) { p.MaxEventDuration = milliseconds(v) })
	return p
}

// milliseconds returns the duration of a number of milliseconds, which may have a fraction.
func milliseconds(value js.Value) time.Duration {
	return time.Duration(value.Float() * float64(time.Millisecond))
}

// Online implements [polyfill.Connectivity].
func (h host) Online() bool {
	return h.value.Call("online").Bool()
}

// Set implements [polyfill.Alarm]. The script is told the milliseconds from now.
func (h host) Set(at polyfill.Instant) {
	h.value.Call("alarm", float64(at-polyfill.SystemClock{}.Now()))
}

// Claim implements [polyfill.Dispatcher]. If the tag's lock is held, ok is false, and the
// worker's script wakes the core once when the lock is free.
func (h host) Claim(tag string) (polyfill.Claim, bool) {
	granted, err := jsinterop.Await(h.value.Call("claim", jsinterop.JSString(tag)))
	if err != nil || granted.IsNull() {
		return nil, false
	}
	return claim{granted, h.parameters.MaxEventDuration}, true
}

// claim implements [polyfill.Claim]. Its limit is how long an event may run.
type claim struct {
	value js.Value
	limit time.Duration
}

func (c claim) Dispatch(lastChance bool) <-chan polyfill.Outcome {
	settled := make(chan polyfill.Outcome, 1)
	outcome := c.value.Call("dispatch", lastChance, float64(c.limit)/float64(time.Millisecond))
	go func() {
		reason, err := jsinterop.Await(outcome)
		switch {
		case err != nil:
			settled <- polyfill.Outcome{Failed: true, Reason: err.Error()}
		case reason.IsUndefined():
			settled <- polyfill.Outcome{}
		default:
			settled <- polyfill.Outcome{Failed: true, Reason: jsinterop.GoString(reason)}
		}
	}()
	return settled
}

func (c claim) Release() {
	c.value.Call("release")
}
