package polyfill_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// shrink returns the fewest commands that it can find which still fail: it
// leaves out ever smaller parts until no single one can be spared, nor any two.
// (After Zeller and Hildebrandt, "Simplifying and isolating failure-inducing
// input".)
func shrink(commands []string, fails func([]string) bool) []string {
	for size := len(commands) / 2; size > 0; {
		shorter := false
		for start := 0; start < len(commands); {
			rest := without(commands, start, min(start+size, len(commands)))
			if fails(rest) {
				commands, shorter = rest, true
			} else {
				start += size
			}
		}
		if !shorter {
			size /= 2
		}
	}
	for i := range commands {
		for j := i + 1; j < len(commands); j++ {
			if rest := without(without(commands, j, j+1), i, i+1); fails(rest) {
				return shrink(rest, fails)
			}
		}
	}
	return commands
}

func without(commands []string, from, to int) []string {
	return slices.Concat(commands[:from], commands[to:])
}

// plainer returns the commands with one of them less particular about which
// worker it means, or with a power cut that loses one commit less; nil if it is
// plain already.
func plainer(commands []string, i int) []string {
	words := strings.Fields(commands[i])
	last := len(words) - 1
	changed := slices.Clone(commands)
	if commits, err := strconv.Atoi(words[last]); words[0] == "power" && err == nil && commits > 1 {
		changed[i] = fmt.Sprint("power cut ", commits-1)
		return changed
	}
	if last == 0 || !strings.HasPrefix(words[last], "worker") {
		return nil
	}
	changed[i] = strings.Join(words[:last], " ")
	return changed
}

func TestShrink(t *testing.T) {
	all := []string{"a", "b", "c", "d", "e", "f", "g", "h", "i"}
	for _, needed := range [][]string{{"a"}, {"i"}, {"d", "e"}, {"a", "e", "i"}, {"b", "c", "f", "h"}, all} {
		got := shrink(all, func(some []string) bool {
			return !slices.ContainsFunc(needed, func(c string) bool { return !slices.Contains(some, c) })
		})
		if !slices.Equal(got, needed) {
			t.Errorf("shrunk to %q, want %q", got, needed)
		}
	}
	got := shrink(all, func(some []string) bool {
		return slices.Contains(some, "e") && slices.Contains(some, "b") == slices.Contains(some, "h")
	})
	if want := []string{"e"}; !slices.Equal(got, want) {
		t.Errorf("two that need each other: shrunk to %q, want %q", got, want)
	}
}

func TestPlainer(t *testing.T) {
	for command, want := range map[string]string{
		"kill worker2":       "kill",
		"register a worker2": "register a",
		"power cut 3":        "power cut 2",
		"power cut 1":        "",
		"register a":         "",
		"online":             "",
	} {
		got := plainer([]string{"wake", command}, 1)
		if want == "" && got != nil || want != "" && !slices.Equal(got, []string{"wake", want}) {
			t.Errorf("%q became %q, want %q", command, got, want)
		}
	}
}
