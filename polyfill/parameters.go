package polyfill

import (
	"math"
	"time"
)

// Parameters are the retry rules that the specification leaves to the user agent. Names
// and defaults are those of Chromium's BackgroundSyncParameters. The Manager does not
// check them; js/worker/options.js does.
type Parameters struct {
	// MaxAttempts is how many events of one registration may fail before its tag is given
	// up; at least 1.
	MaxAttempts int
	// InitialRetryDelay is the delay after the first failure; above 0, at most [MaxDelay].
	InitialRetryDelay time.Duration
	// RetryDelayFactor multiplies the delay after each further failure; at least 1.
	RetryDelayFactor float64
	// MaxEventDuration is how long an event may run before it counts as failed; above 0, at
	// most a year.
	MaxEventDuration time.Duration
}

// DefaultParameters returns Chromium's values, which hold where the app sets no option.
func DefaultParameters() Parameters {
	return Parameters{
		MaxAttempts:       3,
		InitialRetryDelay: 5 * time.Minute,
		RetryDelayFactor:  3,
		MaxEventDuration:  3 * time.Minute,
	}
}

const (
	// maxConcurrentEvents is how many events may run at once.
	maxConcurrentEvents = 32
	// freeInterruptions is how many interruptions in a row add no delay, because phones
	// often end the browser while an event runs.
	freeInterruptions = 10
	// maxInterruptionDelay is the longest delay after an interruption.
	maxInterruptionDelay = time.Hour
	// offlineGrace is how long after a failure the loss of the network still explains the
	// failure.
	offlineGrace = 10 * time.Second
)

const (
	// MaxDelay is the longest delay of a registration. It keeps every delay within a
	// [time.Duration], whatever the parameters are.
	MaxDelay = 365 * 24 * time.Hour
	// MaxDropped is how many registrations the list of dropped tags keeps for each scope,
	// so that the list does not grow if a server fails for weeks.
	MaxDropped = 100
)

// retryDelay returns the delay after this number of failed attempts, which is at least 1.
func (p Parameters) retryDelay(attempts int) time.Duration {
	return p.delay(attempts-1, MaxDelay)
}

// interruptionDelay returns the delay after this number of interruptions in a row.
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
