package polyfill

import (
	"math"
	"time"
)

// Parameters are the retry rules that the specification leaves to the user
// agent. Names and defaults are Chromium's (BackgroundSyncParameters).
type Parameters struct {
	// MaxAttempts is how many events of one registration may fail; at least 1.
	MaxAttempts int
	// InitialRetryDelay is the wait after the first failure.
	InitialRetryDelay time.Duration
	// RetryDelayFactor multiplies the wait after each further failure; at least 1.
	RetryDelayFactor float64
	// MaxEventDuration is how long an event may run before it counts as failed.
	MaxEventDuration time.Duration
}

// DefaultParameters returns Chromium's values: what holds where the app sets no option.
func DefaultParameters() Parameters {
	return Parameters{
		MaxAttempts:       3,
		InitialRetryDelay: 5 * time.Minute,
		RetryDelayFactor:  3,
		MaxEventDuration:  3 * time.Minute,
	}
}

const (
	// maxConcurrentEvents bounds how many events run at once.
	maxConcurrentEvents = 32
	// freeInterruptions is how many interruptions in a row cost nothing: a
	// phone's visits end in mid-event all the time.
	freeInterruptions = 10
	// maxInterruptionDelay bounds the back-off of a tag whose events never live
	// to their end.
	maxInterruptionDelay = time.Hour
	// offlineGrace is how soon after a failure the loss of the network still
	// explains it.
	offlineGrace = 10 * time.Second
)

const (
	// MaxDelay is the longest delay of a registration: it keeps a delay
	// representable whatever the parameters are.
	MaxDelay = 365 * 24 * time.Hour
	// MaxDropped bounds the list of the registrations that were given up, for an
	// app whose server fails for weeks: each of its tags may be a new one.
	MaxDropped = 100
)

// retryDelay is the wait after the given number of failed attempts, from 1 on.
func (p Parameters) retryDelay(attempts int) time.Duration {
	return p.delay(attempts-1, MaxDelay)
}

// interruptionDelay is the wait after the given number of interruptions in a
// row; zero while they are free.
func (p Parameters) interruptionDelay(interruptions int) time.Duration {
	if interruptions <= freeInterruptions {
		return 0
	}
	return p.delay(interruptions-freeInterruptions-1, maxInterruptionDelay)
}

func (p Parameters) delay(exponent int, limit time.Duration) time.Duration {
	d := float64(p.InitialRetryDelay) * math.Pow(p.RetryDelayFactor, float64(exponent))
	return time.Duration(min(d, float64(limit)))
}
