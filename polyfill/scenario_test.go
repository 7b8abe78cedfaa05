package polyfill_test

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"background-sync-polyfill/polyfill"
)

var update = flag.Bool("update", false, "rewrite the answers in testdata/scenarios")

// TestScenarios plays every transcript in testdata/scenarios: a line that
// begins with ">" is a command, the lines right below it are its answer.
func TestScenarios(t *testing.T) {
	files, err := filepath.Glob("testdata/scenarios/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no scenarios", err)
	}
	for _, file := range files {
		scene(t, filepath.Base(file), func(w *world) {
			text, err := os.ReadFile(file)
			if err != nil {
				w.Fatal(err)
			}
			if !regexp.MustCompile(`(?s)^# .*\bC\d\d\b.*?\n\n> `).Match(text) {
				w.Errorf("%s: it must begin with a comment that names what it shows and the ids", file)
			}
			got := (&scenario{w}).replay(string(text))
			if got == string(text) {
				return
			}
			if !*update {
				w.Errorf("%s: the answers differ; -update rewrites them\n%s", file, difference(string(text), got))
				return
			}
			if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
				w.Error(err)
			}
		})
	}
}

// scenario is a world that is told what to do, and answers.
type scenario struct {
	*world
}

// replay returns the transcript with the answers of now in place of its own.
func (s *scenario) replay(text string) string {
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

// answer does what the command says and tells what happened: first what the
// call returned, then the events, then all registrations and the next alarm.
func (s *scenario) answer(command string) []string {
	since := time.Now()
	answer := s.do(strings.Fields(command))
	for _, e := range s.fired() {
		line := "event " + e.Tag
		if e.LastChance {
			line += ", last chance"
		}
		if later := e.at.Sub(since); later > 0 {
			line = short(later) + " later: " + line
		}
		answer = append(answer, line)
	}
	return append(answer, s.state()...)
}

// state tells of all registrations, and when some worker is to be woken.
func (s *scenario) state() (lines []string) {
	all, err := s.disk.Open("/").All()
	switch {
	case err != nil:
		lines = append(lines, "the disk cannot be read")
	case len(all) == 0:
		lines = append(lines, "no registrations")
	}
	for _, r := range all {
		lines = append(lines, s.describe(r))
	}
	var alarms []time.Duration
	for _, k := range s.alive {
		if left, set := k.alarm.Left(); set {
			alarms = append(alarms, left)
		}
	}
	if len(alarms) > 0 {
		lines = append(lines, "alarm in "+short(slices.Min(alarms)))
	}
	return lines
}

// do runs one command; each is described in testdata/scenarios/README.md.
func (s *scenario) do(words []string) (answer []string) {
	words = append(words, "", "", "")
	switch name := words[0]; name {
	case "register":
		k := s.named(words[2])
		answer = []string{"resolved"}
		if err := k.Register(words[1]); err != nil {
			answer = []string{"rejected: " + err.Error()}
		}
		k.wake()
	case "tags":
		tags, err := s.worker.GetTags()
		answer = []string{strings.Join(append([]string{"tags:"}, tags...), " ")}
		if err != nil {
			answer = []string{"rejected: " + err.Error()}
		}
	case "online":
		s.online()
	case "offline":
		s.offline()
	case "wake":
		s.named(words[1]).wake()
	case "advance":
		s.advance(s.duration(words[1]))
	case "clock":
		s.clock.Step(s.duration(words[1]))
	case "settle":
		s.settle(words[1], s.outcome(words[2:]))
	case "kill":
		s.named(words[1]).kill()
	case "restart":
		s.restart()
	case "start":
		s.startAs(cmp.Or(words[1], "worker")).wake()
	case "unregister":
		s.purge()
	case "disk":
		s.disk.Fail(map[string]error{"full": errors.New("the disk is full"), "mended": nil}[words[1]])
	default:
		s.Fatalf("unknown command %q", name)
	}
	return answer
}

// named returns the worker of the name, or the one started last.
func (s *scenario) named(name string) *worker {
	for _, k := range slices.Backward(s.alive) {
		if name == "" || k.name == name {
			return k
		}
	}
	s.Fatalf("no worker %q is alive", name)
	return nil
}

func (s *scenario) duration(text string) time.Duration {
	d, err := time.ParseDuration(text)
	if err != nil {
		s.Fatal(err)
	}
	return d
}

func (s *scenario) outcome(words []string) polyfill.Outcome {
	reason := strings.TrimSpace(strings.Join(words[1:], " "))
	switch words[0] {
	case "ok":
		return polyfill.Outcome{}
	case "fail":
		return polyfill.Outcome{Failed: true, Reason: reason}
	}
	s.Fatalf("an event ends with ok or fail, not with %q", words[0])
	return polyfill.Outcome{}
}

// describe tells of a registration what is worth telling.
func (s *scenario) describe(r polyfill.Registration) string {
	line := fmt.Sprint(r.Tag, ": ", r.State)
	running := r.State == polyfill.Firing || r.State == polyfill.ReregisteredWhileFiring
	if left := r.DelayUntil.Sub(s.clock.Now()); r.State == polyfill.Waiting && left > 0 {
		line += " for " + short(left)
	} else if r.State == polyfill.Waiting {
		line += " no longer"
	}
	if r.NumAttempts > 0 {
		line += fmt.Sprintf(", %d of %d attempts failed", r.NumAttempts, r.MaxAttempts)
	}
	if r.Interruptions > 0 {
		line += fmt.Sprintf(", interrupted %d×", r.Interruptions)
	}
	if r.LastError != "" && !running {
		line += " (" + r.LastError + ")"
	}
	return line
}

// short is a duration without its zeros.
func short(d time.Duration) string {
	text := d.String()
	if strings.HasSuffix(text, "m0s") {
		text = strings.TrimSuffix(text, "0s")
	}
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return text
}

// difference shows the first line that differs, with the command above it.
func difference(want, got string) string {
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
