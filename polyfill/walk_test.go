package polyfill_test

import (
	"fmt"
	"time"
)

// choices are what a walk goes by: a source of chance, or of bytes.
type choices interface {
	// IntN returns a number from 0 to n-1.
	IntN(n int) int
}

// move makes up a command, with its arguments; it may turn out impossible.
type move struct {
	weight int
	invent func(s *scenario, c choices) string
}

// moves are all that can happen. The weights let a tag live through its
// attempts often, and everything else now and then.
var moves = []move{
	{24, func(s *scenario, c choices) string {
		return fmt.Sprint("register ", pick(c, "a", "b", "c"), " ", someone(s, c))
	}},
	{40, func(s *scenario, c choices) string {
		handlers := s.handlers()
		if len(handlers) == 0 {
			return ""
		}
		return fmt.Sprint("settle ", handlers[c.IntN(len(handlers))].Tag, " ", pick(c, "ok", "fail", "fail"))
	}},
	{10, func(_ *scenario, c choices) string {
		return fmt.Sprint("advance ", pick(c, "1s", "10s", "11s", "1m", "3m", "15m", "1h"))
	}},
	{20, func(s *scenario, c choices) string {
		left, set := s.nextAlarm()
		if left -= pick(c, 0, 0, 0, time.Millisecond); !set || left <= 0 {
			return ""
		}
		return fmt.Sprint("advance ", short(left))
	}},
	{10, func(*scenario, choices) string { return "online" }},
	{5, func(*scenario, choices) string { return "offline" }},
	{8, func(s *scenario, c choices) string { return "kill " + someone(s, c) }},
	{4, func(*scenario, choices) string { return "restart" }},
	{4, func(_ *scenario, c choices) string { return "power cut " + pick(c, "1", "2", "3", "9") }},
	{6, func(s *scenario, c choices) string {
		if len(s.alive) == 3 {
			return ""
		}
		return fmt.Sprint("start worker", s.started+1)
	}},
	{4, func(s *scenario, c choices) string { return "wake " + someone(s, c) }},
	{4, func(s *scenario, c choices) string { return "hold " + someone(s, c) }},
	{4, func(s *scenario, c choices) string { return "release " + someone(s, c) }},
	{3, func(_ *scenario, c choices) string {
		return "clock " + pick(c, "-1h", "-5m", "-1s", "+1s", "+5m", "+1h")
	}},
	{1, func(*scenario, choices) string { return "unregister" }},
	{1, func(*scenario, choices) string { return "tags" }},
	{1, func(*scenario, choices) string { return "disk full" }},
	{1, func(*scenario, choices) string { return "disk aborts" }},
	{1, func(_ *scenario, c choices) string { return "attempts " + pick(c, "1", "2", "3") }},
	{1, func(*scenario, choices) string { return "recover" }},
}

func someone(s *scenario, c choices) string {
	if len(s.alive) == 0 {
		return ""
	}
	return s.alive[c.IntN(len(s.alive))].name
}

// invent makes up the next command; "" if it came to nothing. What stands in the
// way of all others is often dealt with, whatever the weights are.
func (s *scenario) invent(c choices, weights []int) (command string) {
	switch {
	case len(s.alive) == 0:
		return fmt.Sprint("start worker", s.started+1)
	case s.monitor.diskFull && c.IntN(8) == 0:
		return "disk mended"
	case s.anyHeld() && c.IntN(2) == 0:
		command = "next " + someone(s, c)
	default:
		command = moves[draw(c, weights)].invent(s, c)
	}
	if command == "" || !s.possible(command) {
		return ""
	}
	return command
}

// draw returns an index, each as likely as its weight.
func draw(c choices, weights []int) (i int) {
	total := 0
	for _, weight := range weights {
		total += weight
	}
	for n := c.IntN(total); n >= weights[i]; i++ {
		n -= weights[i]
	}
	return i
}

// mood chooses weights for the next moves.
type mood func(choices) []int

// usual leaves the weights as they stand.
func usual(choices) (weights []int) {
	for _, m := range moves {
		weights = append(weights, m.weight)
	}
	return weights
}

// swarm leaves some things out, and does others all the time. (After Groce and
// others, "Swarm testing".)
func swarm(c choices) (weights []int) {
	for _, m := range moves {
		weights = append(weights, m.weight*pick(c, 0, 0, 1, 1, 1, 5))
	}
	weights[0]++ // so that there is always something to do
	return weights
}

func pick[T any](c choices, from ...T) T { return from[c.IntN(len(from))] }
