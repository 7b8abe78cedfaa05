//go:build linux && bench

package tests

var memoryRows = []measurement{{
	lines: []string{"memory of the core after 1,000 events, against after 100"}, unit: "MB", rounds: 1,
	prepare: (*side).startCore,
	// Either may be measured first. Both begin with a core of their own.
	ours:      func(s *side) []float64 { return s.memoryAfter(1000) },
	reference: func(s *side) []float64 { return s.memoryAfter(100) },
}}

// memoryAfter starts a new core, registers this many tags in turn, each when the event of the
// tag before has come, and returns the core's memory in MB.
func (s *side) memoryAfter(rounds int) []float64 {
	s.T.Helper()
	s.show()
	s.StopWorkers()
	return []float64{inPage[float64](s, `
		for (const tag of tagsOf('new ', args)) {
			await registration.sync.register(tag);
			await ask(registration, 'span', {count: 1});
		}
		return (await ask(registration, 'memory')) / 2 ** 20;`, rounds)}
}
