//go:build linux && bench

package tests

// putInTurn is the least that register() must do: it puts the same record, strictly, in the worker.
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

// started is about a call to a worker that was stopped, in milliseconds: how long the call took, how
// old the worker was when it told its age, and how much time had passed since the call by then.
type started struct{ Took, Age, Elapsed float64 }

// check fails if the worker was already running before the call.
func (a started) check(s *side) {
	s.T.Helper()
	const clock = 2 // The clocks of page and worker tell whole milliseconds in Firefox and WebKit.
	if a.Age > a.Elapsed+clock {
		s.T.Errorf("the worker was %.0f ms old %.0f ms after the call, want a worker that was stopped before the call", a.Age, a.Elapsed)
	}
}

// afterStart makes a call to a worker that does not run, and returns the milliseconds that it
// took. No tag is stored, so that a page that is loaded anew does not wake the worker.
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
