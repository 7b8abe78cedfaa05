//go:build !js

package record

import (
	"errors"
	"math"
	"testing"
)

// FuzzDecode checks for any record that Decode does not panic, that an error gives the
// reason, and that an accepted record is the same after Encode and Decode.
func FuzzDecode(f *testing.F) {
	f.Add("https://app.example/", "outbox", "waiting", 1.0, 3.0, 0.0, 7.0, 8.0, 6.0, 5.0, 9.0, "failed", uint16(0), uint8(0))
	f.Add("", "", "pending", 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, "", uint16(3), uint8(1))
	f.Add("x", "\xed\xa0\x80", "firing", math.NaN(), math.Inf(1), -1.0, 1e300, 0.5, 0.0, float64(maxTime), float64(maxInteger), "", uint16(0xfff), uint8(2))
	f.Fuzz(func(t *testing.T, scope, tag, state string, numAttempts, maxAttempts, interruptions, waitingSince,
		delayUntil, firingSince, registeredAt, order float64, lastError string, changed uint16, how uint8,
	) {
		values := Values{
			FieldScope: scope, FieldTag: tag, FieldState: state, FieldNumAttempts: numAttempts,
			FieldMaxAttempts: maxAttempts, FieldInterruptions: interruptions, FieldWaitingSince: waitingSince,
			FieldDelayUntil: delayUntil, FieldFiringSince: firingSince, FieldRegisteredAt: registeredAt,
			FieldOrder: order, FieldLastError: lastError,
		}
		// A field whose bit is set gets another value, or is missing.
		for i, field := range Fields {
			switch {
			case changed&(1<<i) == 0:
			case how%4 == 0:
				delete(values, field)
			case how%4 == 1:
				values[field] = Other("object")
			case how%4 == 2:
				values[field] = "text"
			default:
				values[field] = float64(how)
			}
		}
		r, err := Decode(scope, values)
		var malformed *Malformed
		if errors.As(err, &malformed) {
			if malformed.Field == "" || malformed.Found == "" || malformed.Want == "" {
				t.Errorf("the reason is %+v", malformed)
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if again, err := Decode(scope, Encode(scope, r)); err != nil || again != r {
			t.Errorf("Decode(Encode(%+v)) = %+v, %v", r, again, err)
		}
	})
}
