package record

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"background-sync-polyfill/polyfill"
)

const scope = "https://app.example/"

func valid() polyfill.Registration {
	const at = polyfill.Instant(1_700_000_000_000)
	return polyfill.Registration{
		Tag: "outbox \xed\xa0\x80", State: polyfill.Waiting, NumAttempts: 1, MaxAttempts: 3, Interruptions: 11,
		WaitingSince: at + 1, DelayUntil: at + 2, FiringSince: at + 3, RegisteredAt: at + 4,
		Order: 1_700_000_000_000_001, LastError: "it \"failed\"\x00 ☃",
	}
}

func TestDecodeReturnsWhatEncodeWasGiven(t *testing.T) {
	for _, r := range []polyfill.Registration{
		valid(),
		{Tag: "", State: polyfill.Pending, MaxAttempts: 1},
		{Tag: "x", State: polyfill.Firing, MaxAttempts: maxInteger, NumAttempts: maxInteger, Interruptions: maxInteger, Order: maxInteger},
		{Tag: "x", State: polyfill.ReregisteredWhileFiring, MaxAttempts: 3, FiringSince: maxTime, RegisteredAt: maxTime},
		{Tag: "before 1970", State: polyfill.Waiting, MaxAttempts: 3, WaitingSince: -2, DelayUntil: -1, RegisteredAt: -maxTime},
		{Tag: "in 2300", State: polyfill.Pending, MaxAttempts: 3, Order: maxOrder},
		{Tag: "x", State: polyfill.Waiting, MaxAttempts: 3, WaitingSince: 7, DelayUntil: polyfill.Instant(7).Add(polyfill.MaxDelay)},
	} {
		if got, err := Decode(scope, Encode(scope, r)); err != nil || got != r {
			t.Errorf("Decode(Encode(%+v)) = %+v, %v", r, got, err)
		}
	}
}

func TestDecodeIgnoresAFieldOfALaterRelease(t *testing.T) {
	values := Encode(scope, valid())
	values["priority"] = Other("object")
	if got, err := Decode(scope, values); err != nil || got != valid() {
		t.Errorf("Decode() = %+v, %v", got, err)
	}
}

func TestFieldsListsWhatEncodeWrites(t *testing.T) {
	values := Encode(scope, valid())
	if len(values) != len(Fields) {
		t.Errorf("Encode() writes %d fields, and Fields has %d", len(values), len(Fields))
	}
	for _, field := range Fields {
		if _, written := values[field]; !written {
			t.Errorf("Fields has %s, and Encode() does not write it", field)
		}
	}
}

func TestDescribeCutsALongString(t *testing.T) {
	if got := Describe(strings.Repeat("x", 10_000)); len(got) > 2*maxDescription {
		t.Errorf("Describe() of 10,000 bytes has %d bytes, want %d at most", len(got), 2*maxDescription)
	}
}

// C65: if a field has a wrong value, the error names that field.
func TestDecodeNamesTheFieldThatIsMalformed(t *testing.T) {
	texts := []string{FieldScope, FieldTag, FieldState, FieldLastError}
	wrongForTexts := []any{nil, Other("undefined"), Other("null"), Other("object"), 5.0, math.NaN()}
	wrongForNumbers := []any{
		nil, Other("undefined"), Other("null"), Other("boolean"), Other("object"), Other("bigint"), "5", "",
		0.5, -1e300, 1e300, math.NaN(), math.Inf(1), math.Inf(-1),
	}
	refused := func(field string, value any) {
		t.Helper()
		values := Encode(scope, valid())
		values[field] = value
		got, err := Decode(scope, values)
		var malformed *Malformed
		if !errors.As(err, &malformed) || malformed.Field != field || malformed.Want == "" || malformed.Found != Describe(value) {
			t.Errorf("Decode() with %s = %v: %+v, %v", field, value, got, err)
		}
	}
	for _, field := range Fields {
		wrong := wrongForNumbers
		if slices.Contains(texts, field) {
			wrong = wrongForTexts
		}
		for _, value := range wrong {
			refused(field, value)
		}
	}
	refused(FieldScope, "https://app.example/shop/")
	refused(FieldState, "asleep")
	refused(FieldState, "")
	for _, field := range []string{FieldNumAttempts, FieldMaxAttempts, FieldInterruptions} {
		refused(field, -1.0)
		refused(field, float64(maxInteger)+2)
	}
	refused(FieldMaxAttempts, 0.0)
	refused(FieldOrder, -1.0)
	for _, field := range []string{FieldFiringSince, FieldRegisteredAt} {
		refused(field, float64(maxTime)+2)
		refused(field, -float64(maxTime)-2)
	}
	since := float64(valid().WaitingSince)
	refused(FieldDelayUntil, since-1)
	refused(FieldDelayUntil, since+float64(polyfill.MaxDelay.Milliseconds())+1)
}

func TestDecodeChecksTheDelayOfWaitingTagsOnly(t *testing.T) {
	r := valid()
	r.State, r.DelayUntil = polyfill.Pending, 0
	if got, err := Decode(scope, Encode(scope, r)); err != nil || got != r {
		t.Errorf("Decode() = %+v, %v", got, err)
	}
}

func TestTheErrorOfDecodeNamesTheFieldTheValueAndTheBounds(t *testing.T) {
	values := Encode(scope, valid())
	values[FieldNumAttempts] = "three"
	_, err := Decode(scope, values)
	if err == nil {
		t.Fatal("Decode() reports no error")
	}
	for _, fact := range []string{"numAttempts", `"three"`, "integer", " 0 ", "9007199254740991"} {
		if !strings.Contains(err.Error(), fact) {
			t.Errorf("the error is %q, without %q", err, fact)
		}
	}
}
