package fake

import (
	"maps"

	"background-sync-polyfill/polyfill"
)

// PowerCut undoes the last n relaxed commits, of all scopes, as a loss of power may, and
// returns how many that were. Those before the latest strict commit stay. A commit that has
// changed nothing does not count.
func (d *Disk) PowerCut(n int) (undone int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	undone = min(n, len(d.before))
	if left := len(d.before) - undone; undone > 0 {
		d.scopes, d.before = d.before[left], d.before[:left]
	}
	return undone
}

// commit stores what a transaction has made of the scope. A strict one brings everything
// before it to the disk as well, unless it has changed nothing itself: a browser may then
// have nothing to do.
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
