package polyfill_test

import (
	"cmp"
	"fmt"
	"sync"
	"testing"
)

// trial is a list of commands, and what did not hold when they were obeyed.
type trial struct {
	commands []string
	violated *violation
}

// obey lets the scenario obey one command after the other until there are no
// more, or something does not hold.
func (done *trial) obey(s *scenario, next func() (command string, more bool)) {
	for done.violated == nil {
		command, more := next()
		if !more {
			return
		}
		done.commands = append(done.commands, command)
		s.obey(command)
		done.violated = s.monitor.first()
	}
}

// retell tries commands, without those that mean nothing where they stand.
func retell(t *testing.T, disturb disturbance, commands []string) (done trial) {
	left := inBubble(t, func(t *testing.T) {
		s := newScenario(t, disturb)
		defer s.end()
		done.obey(s, func() (string, bool) {
			for i, command := range commands {
				if s.possible(command) {
					commands = commands[i+1:]
					return command, true
				}
			}
			return "", false
		})
	})
	done.violated = cmp.Or(done.violated, left)
	return done
}

// recovered are the shapes of registrations from which a fresh worker went on.
var recovered sync.Map

// walk tries what the choices lead to, and then whether a fresh worker could
// have gone on from every registration that was on disk at any time.
func walk(t *testing.T, disturb disturbance, c choices, mood mood, goOn func() bool) (done trial) {
	left := inBubble(t, func(t *testing.T) {
		shapes := map[shape]int{} // with the number of commands before it
		s := newScenario(t, disturb)
		var weights []int
		tries := 0
		done.obey(s, func() (command string, more bool) {
			for found := range s.monitor.takeShapes() {
				if _, known := shapes[found]; !known {
					shapes[found] = len(done.commands)
				}
			}
			for ; command == "" && goOn(); tries++ {
				if tries%moodLength == 0 {
					weights = mood(c)
				}
				command = s.invent(c, weights)
			}
			return command, command != ""
		})
		s.end()
		for found, at := range shapes {
			if _, known := recovered.Load(found); known || done.violated != nil {
				continue
			}
			if found.recovers(t) {
				recovered.Store(found, true)
			} else {
				done = trial{append(done.commands[:at:at], "recover"), &violation{recoverable, fmt.Sprintf("%+v", found)}}
			}
		}
	})
	done.violated = cmp.Or(done.violated, left)
	return done
}

// shrunk returns the shortest trial with the same end that it can find, and the
// plainest.
func (done trial) shrunk(t *testing.T, disturb disturbance) trial {
	same := func(commands []string) bool {
		again := retell(t, disturb, commands)
		if again.violated == nil || again.violated.invariant != done.violated.invariant {
			return false
		}
		done = again
		return true
	}
	shrink(done.commands, same)
	for i := len(done.commands) - 1; i >= 0; i-- {
		if commands := plainer(done.commands, i); commands != nil && same(commands) {
			shrink(done.commands, same)
			i = len(done.commands)
		}
	}
	return done
}

// transcript returns the trial as a file of testdata/scenarios.
func (done trial) transcript(t *testing.T, disturb disturbance) string {
	text := fmt.Sprintf("# %v\n# %s\n", done.violated, done.violated.ids)
	for _, command := range done.commands {
		text += "\n> " + command + "\n"
	}
	text, _ = replay(t, text, disturb)
	return text
}
