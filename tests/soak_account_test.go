//go:build linux && soak

package tests

import (
	"time"

	"background-sync-polyfill/tests/harness"
)

// sample holds the counts of fixtures/soak/counts.js in a page or a worker.
type sample struct {
	Boot   string
	Counts soakCounts
	// Pending are the delays of the pending timers.
	Pending string
	Memory  int
}

type soakCounts struct {
	Timers, Transactions, Posted, Asked, Wakes, Cores int
}

// soakAccount keeps the latest sample of each page and of each worker.
type soakAccount struct {
	pages, workers map[string]sample
	// memory is the core's memory in bytes at each sample of this half.
	memory []int
	// processes and resident are how many processes the browser had at the start, and how much
	// memory, in bytes.
	processes, resident int
}

func newSoakAccount() *soakAccount {
	a := &soakAccount{pages: map[string]sample{}, workers: map[string]sample{}}
	a.processes, a.resident = browserProcesses()
	return a
}

const takeSample = `return soak();`

func (k *soak) sampleWorker() sample {
	k.T.Helper()
	return harness.FromWorker[sample](k.Site, k.page, takeSample, nil)
}

func (k *soak) samplePage() sample {
	k.T.Helper()
	return harness.FromPage[sample](k.Site, k.page, takeSample, nil)
}

// sample takes a sample of the page that stays, and of the worker.
func (k *soak) sample() {
	k.T.Helper()
	page, worker := k.samplePage(), k.sampleWorker()
	k.account.pages[page.Boot] = page
	k.account.workers[worker.Boot] = worker
	if worker.Memory > 0 {
		k.account.memory = append(k.account.memory, worker.Memory)
	}
}

// rest checks, while no tag is stored, that no timer is pending and that nothing happens for a minute.
func (k *soak) rest() {
	k.T.Helper()
	for len(k.visitors) > 0 {
		k.closeVisitor()
	}
	page, worker := k.samplePage(), k.sampleWorker()
	for page.Pending+worker.Pending != "" {
		k.Must(k.Ctx.Err())
		page, worker = k.samplePage(), k.sampleWorker()
	}
	<-time.After(time.Minute)
	if after := k.samplePage(); after != page {
		k.T.Errorf("no tag is stored, and within a minute the page has gone from %+v to %+v", page, after)
	}
	if after := k.sampleWorker(); after.Boot == worker.Boot && after != worker {
		k.T.Errorf("no tag is stored, and within a minute the worker has gone from %+v to %+v", worker, after)
	}
}

// quarters are the highest figures of each quarter.
func quarters(figures []int) (highest [4]int) {
	for i, figure := range figures {
		quarter := &highest[4*i/len(figures)]
		*quarter = max(*quarter, figure)
	}
	return highest
}

func total(samples map[string]sample) (all soakCounts) {
	for _, s := range samples {
		all.Timers += s.Counts.Timers
		all.Transactions += s.Counts.Transactions
		all.Posted += s.Counts.Posted
		all.Asked += s.Counts.Asked
		all.Wakes += s.Counts.Wakes
		all.Cores += s.Counts.Cores
	}
	return all
}
