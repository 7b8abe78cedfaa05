//go:build linux && soak

package tests

import (
	"bytes"
	"fmt"
	"os"
	"strconv"

	"background-sync-polyfill/tests/browser"
)

// report prints the counts, and checks those that must not grow.
func (k *soak) report() {
	k.T.Helper()
	const megabyte = 1 << 20
	fmt.Printf("\n%s: %v, seed %d\n", k.Target.Name, *soakFor, *soakSeed)
	steps := 0
	for _, step := range k.steps() {
		fmt.Printf("%6d x %s\n", k.done[step.name], step.name)
		steps += k.done[step.name]
	}
	events, failures := k.ledger.counts()
	fmt.Printf("%6d events, %d of which failed\n", events, failures)
	workers := total(k.account.workers)
	fmt.Printf("%6d workers: %+v\n", len(k.account.workers), workers)
	fmt.Printf("%6d pages looked at: %+v\n", len(k.account.pages), total(k.account.pages))
	memory := quarters(k.account.memory)
	fmt.Print("       the core's memory, the highest of each quarter of the second half, in MB:")
	for _, highest := range memory {
		fmt.Printf(" %.1f", float64(highest)/megabyte)
	}
	processes, resident := browserProcesses()
	fmt.Printf("\n       the browser's processes: %d, at the start %d; in memory: %d MB, at the start %d MB\n",
		processes, k.account.processes, resident/megabyte, k.account.resident/megabyte)

	k.atMost("the core's memory in the last quarter", memory[3], memory[0]*3/2)
	k.atMost("the browser's processes", processes, k.account.processes+3)
	// Each event asks each page for one wake-up at most, and so does each step.
	k.atMost("wake-ups", workers.Wakes, (events+steps)*(1+maxVisitors))
	k.atMost("transactions", workers.Transactions, 4*events+20*steps)
}

func (k *soak) atMost(what string, got, limit int) {
	k.T.Helper()
	if got > limit {
		k.T.Errorf("%s: got %d, want at most %d", what, got, limit)
	}
}

// browserProcesses returns how many processes the browser has, and how much memory in bytes.
// Memory that several processes share counts once.
func browserProcesses() (count, resident int) {
	processes := browser.Descendants(os.Getpid())
	for _, process := range processes {
		text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", process)) // The process may have ended.
		for line := range bytes.Lines(text) {
			if rest, found := bytes.CutPrefix(line, []byte("Pss:")); found {
				kilobytes, _ := strconv.Atoi(string(bytes.TrimSpace(bytes.TrimSuffix(bytes.TrimSpace(rest), []byte("kB")))))
				resident += kilobytes * 1024
			}
		}
	}
	return len(processes), resident
}
