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

func sound() polyfill.Registration {
	const at = polyfill.Instant(1_700_000_000_000)
	return polyfill.Registration{
		Tag: "outbox \xed\xa0\x80", State: polyfill.Waiting, NumAttempts: 1, MaxAttempts: 3, Interruptions: 11,
		WaitingSince: at + 1, DelayUntil: at + 2, FiringSince: at + 3, RegisteredAt: at + 4,
		Order: 1_700_000_000_000_001, LastError: "it \"failed\"\x00 ☃",
	}
}

func TestARegistrationComesBackAsItWas(t *testing.T) {
	for _, r := range []polyfill.Registration{
		sound(),
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

func TestAFieldOfALaterReleaseIsNoFault(t *testing.T) {
	values := Encode(scope, sound())
	values["priority"] = Other("object")
	if got, err := Decode(scope, values); err != nil || got != sound() {
		t.Errorf("Decode() = %+v, %v", got, err)
	}
}

func TestFieldsAreAllThatAreWritten(t *testing.T) {
	values := Encode(scope, sound())
	if len(values) != len(Fields) {
		t.Errorf("%d fields are written, and %d are read", len(values), len(Fields))
	}
	for _, field := range Fields {
		if _, written := values[field]; !written {
			t.Errorf("%s is read, and not written", field)
		}
	}
}

func TestALongStringIsShownShort(t *testing.T) {
	if got := Describe(strings.Repeat("x", 10_000)); len(got) > 2*maxDescription {
		t.Errorf("%d bytes are shown", len(got))
	}
}

// C65: whatever a field holds that it must not, the reason names it.
func TestWhatIsMalformedIsRefusedByItsField(t *testing.T) {
	texts := []string{FieldScope, FieldTag, FieldState, FieldLastError}
	wrongForTexts := []any{nil, Other("undefined"), Other("null"), Other("object"), 5.0, math.NaN()}
	wrongForNumbers := []any{
		nil, Other("undefined"), Other("null"), Other("boolean"), Other("object"), Other("bigint"), "5", "",
		0.5, -1e300, 1e300, math.NaN(), math.Inf(1), math.Inf(-1),
	}
	refused := func(field string, value any) {
		t.Helper()
		values := Encode(scope, sound())
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
	since := float64(sound().WaitingSince)
	refused(FieldDelayUntil, since-1)
	refused(FieldDelayUntil, since+float64(polyfill.MaxDelay.Milliseconds())+1)
}

func TestADelayCountsOnlyWhileWaiting(t *testing.T) {
	r := sound()
	r.State, r.DelayUntil = polyfill.Pending, 0
	if got, err := Decode(scope, Encode(scope, r)); err != nil || got != r {
		t.Errorf("Decode() = %+v, %v", got, err)
	}
}

func TestTheReasonSaysWhatIsFoundAndWanted(t *testing.T) {
	values := Encode(scope, sound())
	values[FieldNumAttempts] = "three"
	_, err := Decode(scope, values)
	if want := `numAttempts is "three", and must be an integer from 0 to 9007199254740991`; err == nil || err.Error() != want {
		t.Errorf("the reason is %v, want %s", err, want)
	}
}
