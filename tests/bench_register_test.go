//go:build linux && bench

package tests

// putInTurn is the floor of a register(): the same record, put strictly in the worker.
func putInTurn(s *side) []float64 { return s.inTurn(10, `ask(registration, 'put', {tag})`) }

func registerInTurn(s *side) []float64 { return s.inTurn(10, `registration.sync.register(tag)`) }

const fewTags = 60

var registerRows = []measurement{
	{
		lines: []string{"A/A: a strict put, against itself"}, unit: "ms", rounds: 12, offline: true,
		prepare:   func(s *side) { s.storeTags(fewTags) },
		ours:      putInTurn,
		reference: putInTurn,
	},
	{
		lines: []string{"register() beside 60 tags, against a strict put"}, unit: "ms", rounds: 12, offline: true, native: true,
		prepare:   func(s *side) { s.storeTags(fewTags) },
		ours:      registerInTurn,
		reference: putInTurn,
	},
	besideMany("register() beside 1,061 tags, against beside 60", 1061, 8, 10),
	besideMany("register() beside 10,000 tags, against beside 60", 10_000, 6, 5),
	{
		lines: []string{"first register() of a worker, against a worker's first put"}, unit: "ms", rounds: 7, offline: true, native: true,
		prepare: func(s *side) {
			s.startCore()
			s.StartServer() // WebKit loads the page anew.
		},
		ours:      func(s *side) []float64 { return s.afterStart(`registration.sync.register(tag)`) },
		reference: func(s *side) []float64 { return s.afterStart(`ask(registration, 'put', {tag})`) },
	},
	{
		lines: []string{"1,000 register() at once, against 1,000 puts in one commit"}, unit: "ms", rounds: 4, offline: true, native: true,
		prepare: (*side).startCore,
		ours: func(s *side) []float64 {
			return s.atOnce(`Promise.all(tags.map((tag) => registration.sync.register(tag)))`)
		},
		reference: func(s *side) []float64 { return s.atOnce(`ask(registration, 'putAll', {tags})`) },
	},
}

// besideMany compares register() with itself beside few tags.
func besideMany(line string, count, rounds, block int) measurement {
	return measurement{
		lines: []string{line}, unit: "ms", rounds: rounds, offline: true, native: true,
		open: func(s *side) {
			s.other = newSide(s.T, s.engine, s.build)
			s.other.openApp()
			s.openApp()
		},
		prepare: func(s *side) {
			s.storeTags(count)
			s.other.storeTags(fewTags)
		},
		ours:      func(s *side) []float64 { return s.inTurn(block, `registration.sync.register(tag)`) },
		reference: func(s *side) []float64 { return s.other.inTurn(block, `registration.sync.register(tag)`) },
	}
}

// started is what a call to a worker took that did not run, in milliseconds; what the worker's age
// was when it answered, and how long ago the call was made then.
type started struct{ Took, Age, Elapsed float64 }

// check fails if the worker did run.
func (a started) check(s *side) {
	s.T.Helper()
	const clock = 2 // The clocks of page and worker tell whole milliseconds in Firefox and WebKit.
	if a.Age > a.Elapsed+clock {
		s.T.Errorf("the worker had run for %.0f ms when it answered, %.0f ms after the call: it was not stopped", a.Age, a.Elapsed)
	}
}

// afterStart makes a call to a worker that does not run, and returns the milliseconds that it
// took. No tag is stored then, so that a page that is loaded anew leaves the worker alone.
func (s *side) afterStart(call string) []float64 {
	s.T.Helper()
	s.show()
	s.StopWorkers()
	s.blocks++
	got := inPage[started](s, `
		const tag = 'new ' + args;
		const begun = performance.now();
		await `+call+`;
		const took = performance.now() - begun;
		const age = await ask(registration, 'age');
		const elapsed = performance.now() - begun;
		await removeTags(registration, 'new ');
		return {took, age, elapsed};`, s.blocks)
	if !s.build.native { // Native register() needs no worker.
		got.check(s)
	}
	return []float64{got.Took}
}

// atOnce makes a call with 1,000 new tags, and returns the milliseconds that it took.
func (s *side) atOnce(call string) []float64 {
	s.T.Helper()
	return s.anew(func(s *side) []float64 {
		return []float64{inPage[float64](s, `
			await settled(registration);
			const tags = tagsOf('new ', 1000);
			const begun = performance.now();
			await `+call+`;
			return performance.now() - begun;`, nil)}
	})
}
