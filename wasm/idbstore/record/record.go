// Package record converts sync registrations to their stored form and back, in plain Go
// values, so that it is tested without a browser. A stored record can hold anything: an
// earlier release may have written it, or a person in the developer tools. So [Decode]
// checks every field.
package record

import (
	"strconv"

	"background-sync-polyfill/polyfill"
)

// The names of a record's fields. docs/design.md, "Stored data", tells what each holds.
// Times are milliseconds since the epoch, 0 for none.
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

// Values maps the names of a record's fields to their values. A value is a string in WTF-8,
// a float64, or an [Other].
type Values map[string]any

// Other stands for a value of a type that no field can have. It is the name of the type in
// JavaScript, such as "boolean".
type Other string

const (
	// maxInteger is JavaScript's Number.MAX_SAFE_INTEGER.
	maxInteger = 1<<53 - 1
	// maxTime is the latest time of JavaScript's Date, in milliseconds. The earliest is
	// -maxTime: a device's clock can be set to a time before 1970.
	maxTime = 8_640_000_000_000_000
	// maxOrder is larger than maxInteger, because order grows with the time and will pass
	// maxInteger in the year 2255. It need not be exact then.
	maxOrder = 1 << 62
)

// Encode returns the record of a registration in a scope. It has a value for each of [Fields].
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

// Decode returns the registration of a record. The error is a [*Malformed] for the first
// field that [Encode] cannot have written for this scope. Decode ignores further fields,
// because a later release may have added them.
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
			d.refuse(FieldDelayUntil, "from "+FieldWaitingSince+" to a year after it")
		}
	}
	if d.malformed != nil {
		return polyfill.Registration{}, d.malformed
	}
	return r, nil
}

// Malformed is the error for a record that is no valid registration.
type Malformed struct {
	// Field is the name of the first wrong field.
	Field string
	// Found describes the value of the field, Want the values that it may have.
	Found, Want string
}

// Error returns a sentence with the field, its value and the values that it may have.
func (m *Malformed) Error() string {
	return m.Field + " is " + m.Found + ", but must be " + m.Want
}

// decoder keeps the first fault that it finds.
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

// maxDescription is how many bytes of a string [Describe] shows: a tag can have 10,240.
const maxDescription = 100

// Describe returns a text for a value of [Values], for messages. It cuts a long string, and
// returns "missing" for nil.
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
