// Package record is the stored form of a sync registration, in plain Go values: what is
// read from disk may be anything, and is checked here, without a browser.
package record

import (
	"strconv"

	"background-sync-polyfill/polyfill"
)

// The fields of a stored registration. Times are milliseconds since the epoch,
// 0 for none.
const (
	FieldScope         = "scope"
	FieldTag           = "tag"
	FieldState         = "state"
	FieldNumAttempts   = "numAttempts"
	FieldMaxAttempts   = "maxAttempts"
	FieldInterruptions = "interruptions"
	FieldWaitingSince  = "waitingSince"
	FieldDelayUntil    = "delayUntil"
	FieldFiringSince   = "firingSince"
	FieldRegisteredAt  = "registeredAt"
	FieldOrder         = "order"
	FieldLastError     = "lastError"
)

// Fields are the names of all fields, in the order in which [Decode] checks them.
var Fields = []string{
	FieldScope, FieldTag, FieldState, FieldNumAttempts, FieldMaxAttempts, FieldInterruptions,
	FieldWaitingSince, FieldDelayUntil, FieldFiringSince, FieldRegisteredAt, FieldOrder, FieldLastError,
}

// Values are those of a record by the names of their fields: a string, in WTF-8; a
// float64; or an [Other].
type Values map[string]any

// Other stands for a value that no field can have, by its type in JavaScript.
type Other string

const (
	// maxInteger is the largest integer that a number of JavaScript has exactly.
	maxInteger = 1<<53 - 1
	// maxTime is the latest time that JavaScript's Date has; the earliest is as far
	// before the epoch, and a clock may be set so.
	maxTime = 8_640_000_000_000_000
	// maxOrder is larger than maxInteger. Order is made of the time, so it will pass
	// maxInteger in the year 2255; it need not be exact then.
	maxOrder = 1 << 62
)

// Encode returns the record of a scope's registration.
func Encode(scope string, r polyfill.Registration) Values {
	return Values{
		FieldScope:         scope,
		FieldTag:           r.Tag,
		FieldState:         string(r.State),
		FieldNumAttempts:   float64(r.NumAttempts),
		FieldMaxAttempts:   float64(r.MaxAttempts),
		FieldInterruptions: float64(r.Interruptions),
		FieldWaitingSince:  float64(r.WaitingSince),
		FieldDelayUntil:    float64(r.DelayUntil),
		FieldFiringSince:   float64(r.FiringSince),
		FieldRegisteredAt:  float64(r.RegisteredAt),
		FieldOrder:         float64(r.Order),
		FieldLastError:     r.LastError,
	}
}

// Decode returns the registration of a scope's record, or a [*Malformed] for the first
// field that [Encode] cannot have written. Fields that it does not know may be there.
func Decode(scope string, values Values) (polyfill.Registration, error) {
	d := decoder{values: values}
	if d.text(FieldScope) != scope {
		d.refuse(FieldScope, strconv.Quote(scope))
	}
	r := polyfill.Registration{
		Tag:           d.text(FieldTag),
		State:         d.state(),
		NumAttempts:   int(d.integer(FieldNumAttempts, 0, maxInteger)),
		MaxAttempts:   int(d.integer(FieldMaxAttempts, 1, maxInteger)),
		Interruptions: int(d.integer(FieldInterruptions, 0, maxInteger)),
		WaitingSince:  d.time(FieldWaitingSince),
		DelayUntil:    d.time(FieldDelayUntil),
		FiringSince:   d.time(FieldFiringSince),
		RegisteredAt:  d.time(FieldRegisteredAt),
		Order:         d.integer(FieldOrder, 0, maxOrder),
		LastError:     d.text(FieldLastError),
	}
	if r.State == polyfill.Waiting && d.malformed == nil {
		delay := int64(r.DelayUntil - r.WaitingSince)
		if delay < 0 || delay > polyfill.MaxDelay.Milliseconds() {
			d.refuse(FieldDelayUntil, "at most a year after "+FieldWaitingSince)
		}
	}
	if d.malformed != nil {
		return polyfill.Registration{}, d.malformed
	}
	return r, nil
}

// Malformed is the reason why a record is no registration.
type Malformed struct {
	// Field is the first field that is wrong.
	Field string
	// Found is what it holds, and Want what it must hold, for people to read.
	Found, Want string
}

func (m *Malformed) Error() string {
	return m.Field + " is " + m.Found + ", and must be " + m.Want
}

// decoder keeps the first thing that is wrong.
type decoder struct {
	values    Values
	malformed *Malformed
}

func (d *decoder) refuse(field, want string) {
	if d.malformed == nil {
		d.malformed = &Malformed{field, Describe(d.values[field]), want}
	}
}

func (d *decoder) text(field string) string {
	text, ok := d.values[field].(string)
	if !ok {
		d.refuse(field, "a string")
	}
	return text
}

func (d *decoder) state() polyfill.State {
	state := polyfill.State(d.text(FieldState))
	switch state {
	case polyfill.Pending, polyfill.Waiting, polyfill.Firing, polyfill.ReregisteredWhileFiring:
	default:
		d.refuse(FieldState, "pending, waiting, firing or reregisteredWhileFiring")
	}
	return state
}

func (d *decoder) integer(field string, least, most int64) int64 {
	number, ok := d.values[field].(float64)
	// NaN fails every comparison. The conversion is safe only within the bounds.
	if !ok || !(number >= float64(least) && number <= float64(most)) || float64(int64(number)) != number {
		d.refuse(field, "an integer from "+strconv.FormatInt(least, 10)+" to "+strconv.FormatInt(most, 10))
		return least
	}
	return int64(number)
}

func (d *decoder) time(field string) polyfill.Instant {
	return polyfill.Instant(d.integer(field, -maxTime, maxTime))
}

// maxDescription is how much of a string is shown, in bytes: a tag can be long.
const maxDescription = 100

// Describe shows a value to people.
func Describe(value any) string {
	switch value := value.(type) {
	case string:
		if len(value) > maxDescription {
			return strconv.Quote(value[:maxDescription]) + "..."
		}
		return strconv.Quote(value)
	case float64:
		return strconv.FormatFloat(value, 'g', -1, 64)
	case Other:
		return string(value)
	default:
		return "missing"
	}
}
