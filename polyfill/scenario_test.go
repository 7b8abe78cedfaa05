package polyfill_test

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/polyfill/fake"
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
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !regexp.MustCompile(`(?s)^# .*\bC\d\d\b.*?\n\n> `).Match(text) {
				t.Errorf("%s: it must begin with a comment that names what it shows and the ids", file)
			}
			got, violated := replay(t, string(text), nil)
			if violated != nil {
				t.Errorf("%s: %v", file, violated)
			}
			if got == string(text) {
				return
			}
			if !*update {
				t.Errorf("%s: the answers differ; -update rewrites them\n%s", file, difference(string(text), got))
				return
			}
			if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
				t.Error(err)
			}
		})
	}
}

// replay returns the transcript with the answers of now in place of its own,
// and what did not hold in it.
func replay(t *testing.T, text string, disturb disturbance) (answered string, violated *violation) {
	left := inBubble(t, func(t *testing.T) {
		s := newScenario(t, disturb)
		defer s.end()
		answered = s.replay(text)
		s.obey("recover")
		violated = s.monitor.first()
	})
	return answered, cmp.Or(violated, left)
}

// inBubble runs f where time passes only when nothing else can happen, and
// reports whether anything that began there is blocked forever.
func inBubble(t *testing.T, f func(t *testing.T)) (left *violation) {
	defer func() {
		if problem := recover(); problem == nil {
			return
		} else if !strings.HasPrefix(fmt.Sprint(problem), "deadlock") {
			panic(problem)
		}
		left = &violation{nothingLeft, "a goroutine is blocked"}
	}()
	synctest.Test(t, f)
	return nil
}

// scenario is a world that is told what to do, and answers. Whatever it is told,
// the monitor watches.
type scenario struct {
	*world
	schedule *schedule
	monitor  *monitor
	aborting atomic.Bool

	// asked is the call that the command made, if it made one.
	asked   string
	replies []reply
}

// reply is the answer of a core's call.
type reply struct {
	worker     *worker
	call, text string
}

// newScenario returns a scenario, offline and with a fresh worker; disturb may
// be nil.
func newScenario(t *testing.T, disturb disturbance) *scenario {
	s := &scenario{world: newWorld(t), schedule: newSchedule()}
	s.monitor = newMonitor(s.world)
	s.world.rest = s.schedule.rest
	s.between = func(k *worker, env polyfill.Environment) polyfill.Environment {
		env = (&gate{s.schedule, s.monitor, k, &s.aborting}).around(env)
		if disturb != nil {
			env = disturb(k, env)
		}
		return env
	}
	s.app.OnEvent = func(e *fake.Event) {
		s.monitor.fired(e)
		s.arrived(e)
	}
	s.startAs("worker")
	return s
}

// end kills every worker and waits until their cores have noticed. All lose
// their stores first, so that one that runs in circles comes to a halt.
func (s *scenario) end() {
	for _, k := range s.alive {
		k.store.Close()
	}
	s.schedule.begin()
	for len(s.alive) > 0 {
		s.kill(s.alive[0])
	}
	s.schedule.sleep(2 * s.params.MaxEventDuration)
}

// obey does what the command says, and checks what must hold after any.
func (s *scenario) obey(command string) {
	s.asked = ""
	s.schedule.begin()
	s.do(strings.Fields(command))
	if s.schedule.spins() {
		s.monitor.violate(noSpinning, "%q has no end", command)
		return
	}
	s.monitor.checkPromises()
	if !s.anyHeld() {
		s.monitor.checkRest()
	}
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

// answer does what the command says and tells what happened: first what was
// returned, then the events, then all registrations, the workers that are held
// and the next alarm.
func (s *scenario) answer(command string) []string {
	since := time.Now()
	s.obey(command)
	answer := s.returned()
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

// returned tells what the command's call returned, and what earlier ones did
// that had to wait.
func (s *scenario) returned() (lines []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	slices.SortStableFunc(s.replies, func(a, b reply) int { return strings.Compare(a.call, b.call) })
	answered := s.asked == ""
	for _, r := range s.replies {
		switch {
		case !slices.Contains(s.alive, r.worker):
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

// state tells of all registrations, of the workers that are held, and when some
// worker is to be woken.
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
	for _, k := range s.alive {
		if s.schedule.holds(k) {
			lines = append(lines, k.name+" is held: "+cmp.Or(strings.Join(s.schedule.calls(k), ", "), "nothing to do"))
		}
	}
	if left, set := s.nextAlarm(); set {
		lines = append(lines, "alarm in "+short(left))
	}
	return lines
}

// describe tells of a registration what is worth telling.
func (s *scenario) describe(r polyfill.Registration) string {
	line := fmt.Sprint(r.Tag, ": ", r.State)
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
	if r.LastError != "" && !running(r) {
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
