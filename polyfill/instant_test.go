package polyfill_test

import (
	"testing"
	"time"

	"background-sync-polyfill/polyfill"
)

// TestInstantAdd checks that rounding to milliseconds makes no delay shorter.
func TestInstantAdd(t *testing.T) {
	for d, want := range map[time.Duration]polyfill.Instant{
		0: 1000, 1: 1001, time.Millisecond: 1001, time.Millisecond + 1: 1002, -1: 1000, -time.Millisecond: 999, -time.Millisecond - 1: 999,
	} {
		if got := polyfill.Instant(1000).Add(d); got != want {
			t.Errorf("1000 + %v = %d, want %d", d, got, want)
		}
	}
}
