//go:build linux && bench

package tests

var tagsRows = []measurement{getTags("62", 62, 10), getTags("1,061", 1061, 5)}

// getTags compares getTags() with the same read by the browser itself, asked for by a message.
func getTags(name string, count, block int) measurement {
	return measurement{
		lines:  []string{"getTags() with " + name + " stored, against one getAllKeys"},
		unit:   "ms",
		rounds: 10, offline: true, native: true,
		prepare:   func(s *side) { s.storeTags(count) },
		ours:      func(s *side) []float64 { return s.inTurn(block, `registration.sync.getTags()`) },
		reference: func(s *side) []float64 { return s.inTurn(block, `ask(registration, 'getTags')`) },
	}
}
