package monitor

import (
	"maps"

	"background-sync-polyfill/polyfill"
)

// past is what the monitor knew of the disk before a commit.
type past struct {
	stored   map[string]polyfill.Registration
	accounts map[string]account
}

// remember keeps the state before a commit. A commit that changes nothing does not
// count, as in fake.Disk, which decides how many commits a power cut undoes.
func (m *Monitor) remember(changes []Change) {
	if len(changes) == 0 {
		return
	}
	before := past{maps.Clone(m.stored), map[string]account{}}
	for tag, a := range m.accounts {
		before.accounts[tag] = *a
	}
	m.pasts = append(m.pasts, before)
}

// PowerCut is called after the disk has lost this many commits, while no worker is alive.
// It takes the accounts back to before these commits. The promises to the app stay.
func (m *Monitor) PowerCut(lostCommits int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if lostCommits == 0 {
		return
	}
	left := len(m.pasts) - lostCommits
	back := m.pasts[left]
	m.pasts = m.pasts[:left]
	m.stored = back.stored
	clear(m.accounts)
	for tag, a := range back.accounts {
		m.accounts[tag] = &a
	}
}
