package world

import (
	"fmt"
	"slices"
	"time"
)

// WantEvents checks which events fired since the last call: "tag" for an event, "tag!" for
// one that is the last chance.
func (w *World) WantEvents(want ...string) {
	w.Helper()
	var got []string
	for _, e := range w.Fired() {
		if e.LastChance {
			got = append(got, e.Tag+"!")
		} else {
			got = append(got, e.Tag)
		}
	}
	if !slices.Equal(got, want) {
		w.Errorf("events %q, want %q", got, want)
	}
}

// WantList checks what is on disk: "tag state attempts" for each registration.
func (w *World) WantList(want ...string) {
	w.Helper()
	var got []string
	for _, r := range w.Registrations() {
		got = append(got, fmt.Sprint(r.Tag, " ", r.State, " ", r.NumAttempts))
	}
	if !slices.Equal(got, want) {
		w.Errorf("registrations %q, want %q", got, want)
	}
}

// WantDropped checks the list of the registrations that were given up: "tag attempts
// reason" for each.
func (w *World) WantDropped(want ...string) {
	w.Helper()
	var got []string
	for _, r := range w.Disk.Open("/").Dropped() {
		got = append(got, fmt.Sprint(r.Tag, " ", r.NumAttempts, " ", r.LastError))
	}
	if !slices.Equal(got, want) {
		w.Errorf("dropped %q, want %q", got, want)
	}
}

// WantAlarm checks how long it is until the alarm of the latest worker rings; 0 for never.
func (w *World) WantAlarm(want time.Duration) {
	w.Helper()
	if got, set := w.Worker.alarm.Left(); set != (want > 0) || set && got != want {
		w.Errorf("alarm in %v (set: %v), want %v", got, set, want)
	}
}

// NextAlarm returns how long it is until the first alarm of all workers rings; set is false
// if no alarm is set.
func (w *World) NextAlarm() (left time.Duration, set bool) {
	var alarms []time.Duration
	for _, k := range w.alive {
		if left, set := k.alarm.Left(); set {
			alarms = append(alarms, left)
		}
	}
	if len(alarms) == 0 {
		return 0, false
	}
	return slices.Min(alarms), true
}
