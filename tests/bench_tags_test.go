//go:build linux && bench

package tests

import "fmt"

var tagsRows = []measurement{getTags(62, 10), getTags(1061, 5)}

func getTags(count, block int) measurement {
	return measurement{
		lines:  []string{fmt.Sprintf("getTags() with %d stored, against one getAllKeys", count)},
		unit:   "ms",
		rounds: 10, offline: true, native: true,
		prepare:   func(s *side) { s.storeTags(count) },
		ours:      func(s *side) []float64 { return s.inTurn(block, `registration.sync.getTags()`) },
		reference: func(s *side) []float64 { return s.inTurn(block, `ask(registration, 'getTags')`) },
	}
}
