// Package modelcheck lets everything happen to a core in any order, and finds a short
// list of commands after which an invariant does not hold.
package modelcheck

import (
	"fmt"
	"time"

	"background-sync-polyfill/polyfill/scenario"
)

// Choices make the decisions of a walk, by random numbers or by the bytes of a fuzzer.
type Choices interface {
	// IntN returns a number from 0 to n-1. n is at least 1.
	IntN(n int) int
}

// move invents a command with its arguments, which may turn out to be impossible.
type move struct {
	weight int
	invent func(s *scenario.Scenario, c Choices) string
}

// moves are what a walk chooses from; invent adds "next" and "disk mended". With these weights, tags often get through all their
// attempts, and everything else happens now and then.
var moves = []move{
	{24, func(s *scenario.Scenario, c Choices) string {
		return fmt.Sprint("register ", pick(c, "a", "b", "c"), " ", someone(s, c))
	}},
	{40, func(s *scenario.Scenario, c Choices) string {
		handlers := s.Handlers()
		if len(handlers) == 0 {
			return ""
		}
		return fmt.Sprint("settle ", handlers[c.IntN(len(handlers))].Tag, " ", pick(c, "ok", "fail", "fail"))
	}},
	{10, func(_ *scenario.Scenario, c Choices) string {
		return fmt.Sprint("advance ", pick(c, "1s", "10s", "11s", "1m", "3m", "15m", "1h"))
	}},
	{20, func(s *scenario.Scenario, c Choices) string {
		left, set := s.NextAlarm()
		if left -= pick(c, 0, 0, 0, time.Millisecond); !set || left <= 0 {
			return ""
		}
		return fmt.Sprint("advance ", scenario.Short(left))
	}},
	{10, func(*scenario.Scenario, Choices) string { return "online" }},
	{5, func(*scenario.Scenario, Choices) string { return "offline" }},
	{8, func(s *scenario.Scenario, c Choices) string { return "kill " + someone(s, c) }},
	{4, func(*scenario.Scenario, Choices) string { return "restart" }},
	{4, func(_ *scenario.Scenario, c Choices) string { return "power cut " + pick(c, "1", "2", "3", "9") }},
	{6, func(s *scenario.Scenario, c Choices) string {
		if len(s.Alive()) == 3 {
			return ""
		}
		return fmt.Sprint("start worker", s.Started()+1)
	}},
	{4, func(s *scenario.Scenario, c Choices) string { return "wake " + someone(s, c) }},
	{4, func(s *scenario.Scenario, c Choices) string { return "hold " + someone(s, c) }},
	{4, func(s *scenario.Scenario, c Choices) string { return "release " + someone(s, c) }},
	{3, func(_ *scenario.Scenario, c Choices) string {
		return "clock " + pick(c, "-1h", "-5m", "-1s", "+1s", "+5m", "+1h")
	}},
	{1, func(*scenario.Scenario, Choices) string { return "unregister" }},
	{1, func(*scenario.Scenario, Choices) string { return "tags" }},
	{1, func(*scenario.Scenario, Choices) string { return "disk full" }},
	{1, func(*scenario.Scenario, Choices) string { return "disk aborts" }},
	{1, func(_ *scenario.Scenario, c Choices) string { return "attempts " + pick(c, "1", "2", "3") }},
	{1, func(*scenario.Scenario, Choices) string { return "recover" }},
}

func someone(s *scenario.Scenario, c Choices) string {
	if len(s.Alive()) == 0 {
		return ""
	}
	return s.Alive()[c.IntN(len(s.Alive()))].Name
}

// invent returns the next command, "" if the one that was drawn is impossible. A full disk
// or a held worker stops most other moves. So invent often mends the disk, and often lets a
// held worker make one call, without regard to the weights.
func invent(s *scenario.Scenario, c Choices, weights []int) (command string) {
	switch {
	case len(s.Alive()) == 0:
		return fmt.Sprint("start worker", s.Started()+1)
	case s.DiskFull() && c.IntN(8) == 0:
		return "disk mended"
	case s.AnyHeld() && c.IntN(2) == 0:
		command = "next " + someone(s, c)
	default:
		command = moves[draw(c, weights)].invent(s, c)
	}
	if command == "" || !s.Possible(command) {
		return ""
	}
	return command
}

// draw returns an index; the probability of each is given by its weight.
func draw(c Choices, weights []int) (i int) {
	total := 0
	for _, weight := range weights {
		total += weight
	}
	for n := c.IntN(total); n >= weights[i]; i++ {
		n -= weights[i]
	}
	return i
}

// Mood chooses the weights of the next moves. Their sum is above 0.
type Mood func(Choices) []int

// Usual leaves the weights as they stand.
func Usual(Choices) (weights []int) {
	for _, m := range moves {
		weights = append(weights, m.weight)
	}
	return weights
}

// Swarm leaves out some moves, and makes others very often. (Groce and others, "Swarm
// testing".)
func Swarm(c Choices) (weights []int) {
	for _, m := range moves {
		weights = append(weights, m.weight*pick(c, 0, 0, 1, 1, 1, 5))
	}
	weights[0]++ // so that there is always something to do
	return weights
}

func pick[T any](c Choices, from ...T) T { return from[c.IntN(len(from))] }
