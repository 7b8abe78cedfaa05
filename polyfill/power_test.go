package polyfill_test

import (
	"maps"
	"slices"

	"background-sync-polyfill/polyfill"
)

// past is what the monitor knew of the disk before a commit.
type past struct {
	stored   map[string]polyfill.Registration
	accounts map[string]account
}

// remember is told of a commit before the accounts change. One that changes nothing does not
// count, as on the disk; the disk knows which ones can be undone.
func (m *monitor) remember(changes []change) {
	if len(changes) == 0 {
		return
	}
	before := past{maps.Clone(m.stored), map[string]account{}}
	for tag, a := range m.accounts {
		before.accounts[tag] = *a
	}
	m.pasts = append(m.pasts, before)
}

// undone is told that the disk has lost so many commits, when no worker is alive. What the
// app was promised stands.
func (m *monitor) undone(commits int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if commits == 0 {
		return
	}
	left := len(m.pasts) - commits
	back := m.pasts[left]
	m.pasts = m.pasts[:left]
	m.stored = back.stored
	clear(m.accounts)
	for tag, a := range back.accounts {
		m.accounts[tag] = &a
	}
}

// powerCut ends all workers at once, so that none sees another's end, and loses the last
// relaxed commits.
func (s *scenario) powerCut(commits int) {
	s.kill(slices.Clone(s.alive)...)
	s.monitor.undone(s.disk.PowerCut(commits))
}
