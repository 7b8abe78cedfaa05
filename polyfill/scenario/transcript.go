package scenario

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/polyfill/monitor"
	"background-sync-polyfill/polyfill/world"
)

// Replay plays a transcript. It returns the transcript with the answers of this time, and
// the first violation, if any. At the end every worker is replaced by a fresh one, which
// must complete all that is on disk.
func Replay(t *testing.T, text string, wrap world.Wrapper) (answered string, violated *monitor.Violation) {
	left := InBubble(t, func(t *testing.T) {
		s := New(t, wrap)
		defer s.End()
		answered = s.replay(text)
		s.Obey("recover")
		violated = s.Violated()
	})
	return answered, cmp.Or(violated, left)
}

func (s *Scenario) replay(text string) string {
	var out []string
	answer := false
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), "\n") {
		command, isCommand := strings.CutPrefix(line, "> ")
		switch {
		case isCommand:
			out = append(out, line)
			out = append(out, s.answer(command)...)
			answer = true
		case line == "" || strings.HasPrefix(line, "#"):
			out = append(out, line)
			answer = false
		case !answer:
			s.Errorf("%q is neither a command, an answer nor a comment", line)
		}
	}
	return strings.Join(out, "\n") + "\n"
}

// answer obeys the command and tells what happened: what was returned, the events, all
// registrations, the workers that are held, and the next alarm.
func (s *Scenario) answer(command string) []string {
	since := time.Now()
	s.Obey(command)
	answer := s.returned()
	for _, e := range s.Fired() {
		line := "event " + e.Tag
		if e.LastChance {
			line += ", last chance"
		}
		if later := e.At.Sub(since); later > 0 {
			line = Short(later) + " later: " + line
		}
		answer = append(answer, line)
	}
	return append(answer, s.state()...)
}

// returned tells what the call of this command has returned, and then what calls of earlier
// commands have returned since.
func (s *Scenario) returned() (lines []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	slices.SortStableFunc(s.replies, func(a, b reply) int { return strings.Compare(a.call, b.call) })
	answered := s.asked == ""
	for _, r := range s.replies {
		switch {
		case !s.IsAlive(r.worker):
		case r.call == s.asked && !answered:
			answered = true
			lines = slices.Insert(lines, 0, r.text)
		default:
			lines = append(lines, fmt.Sprintf("answer to %q: %s", r.call, r.text))
		}
	}
	if !answered {
		lines = slices.Insert(lines, 0, "no answer yet")
	}
	s.replies = nil
	return lines
}

// state tells of all registrations, the workers that are held, and the next alarm.
func (s *Scenario) state() (lines []string) {
	all, err := s.Disk.Open("/").All()
	switch {
	case err != nil:
		lines = append(lines, "the disk cannot be read")
	case len(all) == 0:
		lines = append(lines, "no registrations")
	}
	for _, r := range all {
		lines = append(lines, s.describe(r))
	}
	for _, k := range s.Alive() {
		if s.schedule.holds(k) {
			lines = append(lines, k.Name+" is held: "+cmp.Or(strings.Join(s.schedule.calls(k), ", "), "nothing to do"))
		}
	}
	if left, set := s.NextAlarm(); set {
		lines = append(lines, "alarm in "+Short(left))
	}
	return lines
}

// describe tells what a reader needs to know of a registration.
func (s *Scenario) describe(r polyfill.Registration) string {
	line := fmt.Sprint(r.Tag, ": ", r.State)
	if left := r.DelayUntil.Sub(s.Clock.Now()); r.State == polyfill.Waiting && left > 0 {
		line += " for " + Short(left)
	} else if r.State == polyfill.Waiting {
		line += " no longer"
	}
	if r.NumAttempts > 0 {
		line += fmt.Sprintf(", %d of %d attempts failed", r.NumAttempts, r.MaxAttempts)
	}
	if r.Interruptions > 0 {
		line += fmt.Sprintf(", interrupted %d×", r.Interruptions)
	}
	if r.LastError != "" && !world.Running(r) {
		line += " (" + r.LastError + ")"
	}
	return line
}

// Short returns a duration as commands have it, without zeros: "5m" for 5m0s.
func Short(d time.Duration) string {
	text := d.String()
	if strings.HasSuffix(text, "m0s") {
		text = strings.TrimSuffix(text, "0s")
	}
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return text
}

// Difference tells where two transcripts first differ, and below which command; "" if they
// do not.
func Difference(want, got string) string {
	wanted := append(strings.Split(want, "\n"), "(the end)")
	command := ""
	for i, line := range append(strings.Split(got, "\n"), "(the end)") {
		if i >= len(wanted) || line != wanted[i] {
			return fmt.Sprintf("line %d, below %q\n\tgot  %q\n\twant %q", i+1, command, line, wanted[min(i, len(wanted)-1)])
		}
		if strings.HasPrefix(line, ">") {
			command = line
		}
	}
	return ""
}
