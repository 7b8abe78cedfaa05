package fake

import (
	"maps"

	"background-sync-polyfill/polyfill"
)

// PowerCut undoes the last n relaxed commits of all scopes, as a loss of power can, and
// returns how many were undone. The latest strict commit and all before it stay. A commit
// that has changed nothing does not count.
func (d *Disk) PowerCut(n int) (undone int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	undone = min(n, len(d.before))
	if left := len(d.before) - undone; undone > 0 {
		d.scopes, d.before = d.before[left], d.before[:left]
	}
	return undone
}

// commit stores the scope as a transaction has changed it. A strict commit makes all commits
// before it firm, too. A strict commit that has changed nothing does not, because a browser
// may ignore it.
func (d *Disk) commit(durability polyfill.Durability, scope string, changed *records) {
	switch {
	case !changed.written:
	case durability == polyfill.Strict:
		d.before = nil
	default:
		d.before = append(d.before, maps.Clone(d.scopes))
	}
	if d.scopes == nil {
		d.scopes = map[string]*records{}
	}
	d.scopes[scope] = changed
}
