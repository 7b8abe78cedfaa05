package modelcheck

import (
	"cmp"
	"fmt"
	"sync"
	"testing"

	"background-sync-polyfill/polyfill/monitor"
	"background-sync-polyfill/polyfill/scenario"
	"background-sync-polyfill/polyfill/world"
)

// Execution is a list of commands that were obeyed, and the violation after the last of
// them, if any.
type Execution struct {
	Commands []string
	Violated *monitor.Violation
}

// obey lets the scenario obey one command after another, until there are no more or until
// an invariant does not hold.
func (done *Execution) obey(s *scenario.Scenario, next func() (command string, more bool)) {
	for done.Violated == nil {
		command, more := next()
		if !more {
			return
		}
		done.Commands = append(done.Commands, command)
		s.Obey(command)
		done.Violated = s.Violated()
	}
}

// execute obeys the commands, without those that are impossible when their turn comes.
func execute(t *testing.T, wrap world.Wrapper, commands []string) (done Execution) {
	left := scenario.InBubble(t, func(t *testing.T) {
		s := scenario.New(t, wrap)
		defer s.End()
		done.obey(s, func() (string, bool) {
			for i, command := range commands {
				if s.Possible(command) {
					commands = commands[i+1:]
					return command, true
				}
			}
			return "", false
		})
	})
	done.Violated = cmp.Or(done.Violated, left)
	return done
}

// recovered are the shapes of registrations that a fresh worker has completed, in any walk.
var recovered sync.Map

// WalkLength is how many tries a walk usually has. Long walks get further, short ones begin
// afresh more often.
const WalkLength = 400

// Tries returns a function that is true n times.
func Tries(n int) (goOn func() bool) {
	return func() bool { n--; return n >= 0 }
}

// moodLength is how many tries a walk has the same weights.
const moodLength = 50

// Walk obeys the commands that the choices lead to, while goOn returns true. Then it checks
// that a fresh worker would complete every registration that was on disk at any time.
func Walk(t *testing.T, wrap world.Wrapper, c Choices, mood Mood, goOn func() bool) (done Execution) {
	left := scenario.InBubble(t, func(t *testing.T) {
		shapes := map[monitor.Shape]int{} // with the number of commands before it
		s := scenario.New(t, wrap)
		var weights []int
		tries := 0
		done.obey(s, func() (command string, more bool) {
			for found := range s.TakeShapes() {
				if _, known := shapes[found]; !known {
					shapes[found] = len(done.Commands)
				}
			}
			for ; command == "" && goOn(); tries++ {
				if tries%moodLength == 0 {
					weights = mood(c)
				}
				command = invent(s, c, weights)
			}
			return command, command != ""
		})
		s.End()
		for found, at := range shapes {
			if _, known := recovered.Load(found); known || done.Violated != nil {
				continue
			}
			if found.Recovers(t) {
				recovered.Store(found, true)
			} else {
				done = Execution{append(done.Commands[:at:at], "recover"), &monitor.Violation{Invariant: monitor.Recoverable, What: fmt.Sprintf("%+v", found)}}
			}
		}
	})
	done.Violated = cmp.Or(done.Violated, left)
	return done
}

// Shrunk returns the shortest and simplest execution with the same violation that it can
// find.
func (done Execution) Shrunk(t *testing.T, wrap world.Wrapper) Execution {
	same := func(commands []string) bool {
		again := execute(t, wrap, commands)
		if again.Violated == nil || again.Violated.Invariant != done.Violated.Invariant {
			return false
		}
		done = again
		return true
	}
	shrink(done.Commands, same)
	for i := len(done.Commands) - 1; i >= 0; i-- {
		if commands := plainer(done.Commands, i); commands != nil && same(commands) {
			shrink(done.Commands, same)
			i = len(done.Commands)
		}
	}
	return done
}

// Transcript returns the execution as a file of testdata/scenarios.
func (done Execution) Transcript(t *testing.T, wrap world.Wrapper) string {
	text := fmt.Sprintf("# %v\n# %s\n", done.Violated, done.Violated.IDs)
	for _, command := range done.Commands {
		text += "\n> " + command + "\n"
	}
	text, _ = scenario.Replay(t, text, wrap)
	return text
}
