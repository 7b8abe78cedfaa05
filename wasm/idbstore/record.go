//go:build js && wasm

package idbstore

import (
	"syscall/js"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/wasm/internal/jsx"
)

// The fields of a stored registration. Times are milliseconds since the epoch,
// 0 for none.
const (
	fieldScope         = "scope"
	fieldTag           = "tag"
	fieldState         = "state"
	fieldNumAttempts   = "numAttempts"
	fieldMaxAttempts   = "maxAttempts"
	fieldInterruptions = "interruptions"
	fieldWaitingSince  = "waitingSince"
	fieldDelayUntil    = "delayUntil"
	fieldFiringSince   = "firingSince"
	fieldRegisteredAt  = "registeredAt"
	fieldOrder         = "order"
	fieldLastError     = "lastError"
)

func toRecord(scope string, r polyfill.Registration) js.Value {
	return js.ValueOf(map[string]any{
		fieldScope:         scope,
		fieldTag:           jsx.JSString(r.Tag),
		fieldState:         string(r.State),
		fieldNumAttempts:   r.NumAttempts,
		fieldMaxAttempts:   r.MaxAttempts,
		fieldInterruptions: r.Interruptions,
		fieldWaitingSince:  fromTime(r.WaitingSince),
		fieldDelayUntil:    fromTime(r.DelayUntil),
		fieldFiringSince:   fromTime(r.FiringSince),
		fieldRegisteredAt:  fromTime(r.RegisteredAt),
		fieldOrder:         float64(r.Order),
		fieldLastError:     jsx.JSString(r.LastError),
	})
}

func fromRecord(v js.Value) polyfill.Registration {
	return polyfill.Registration{
		Tag:           jsx.GoString(v.Get(fieldTag)),
		State:         polyfill.State(v.Get(fieldState).String()),
		NumAttempts:   v.Get(fieldNumAttempts).Int(),
		MaxAttempts:   v.Get(fieldMaxAttempts).Int(),
		Interruptions: v.Get(fieldInterruptions).Int(),
		WaitingSince:  toTime(v.Get(fieldWaitingSince)),
		DelayUntil:    toTime(v.Get(fieldDelayUntil)),
		FiringSince:   toTime(v.Get(fieldFiringSince)),
		RegisteredAt:  toTime(v.Get(fieldRegisteredAt)),
		Order:         int64(v.Get(fieldOrder).Float()),
		LastError:     jsx.GoString(v.Get(fieldLastError)),
	}
}

func keyOf(scope, tag string) js.Value {
	return js.ValueOf([]any{scope, jsx.JSString(tag)})
}

func fromTime(t polyfill.Instant) float64 { return float64(t) }

func toTime(v js.Value) polyfill.Instant { return polyfill.Instant(v.Float()) }
