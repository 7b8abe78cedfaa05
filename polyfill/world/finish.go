package world

import "time"

const (
	// longestWait is the longest time that a fresh worker may have to wait: no delay after
	// an interruption and no retry is longer than an hour.
	longestWait = time.Hour
	// mostEvents bounds the events of a fresh worker. Each tag needs one event, and no
	// scenario has more tags.
	mostEvents = 10
)

// Finish calls settle for each handler that runs and lets time pass until the next alarm,
// again and again, until no alarm is set or until that takes more time or events than a
// fresh worker may need.
func (w *World) Finish(settle func(tag string), advance func(time.Duration)) {
	waited, events := time.Duration(0), 0
	for events < mostEvents {
		if handlers := w.Handlers(); len(handlers) > 0 {
			settle(handlers[0].Tag)
			events++
			continue
		}
		left, set := w.NextAlarm()
		if waited += left; !set || waited > longestWait {
			return
		}
		advance(left)
	}
}
