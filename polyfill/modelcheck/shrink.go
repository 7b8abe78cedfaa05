package modelcheck

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// shrink returns the fewest commands that still fail, as far as it can find them. It leaves
// out smaller and smaller parts, until the rest passes without any single command and
// without any two. (Zeller and Hildebrandt, "Simplifying and isolating failure-inducing
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

// plainer returns the commands with command i made simpler: it names no worker any more, or
// its power cut loses one commit less. nil if that cannot be.
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
