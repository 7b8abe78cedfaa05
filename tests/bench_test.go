//go:build linux && bench

package tests

import (
	"flag"
	"fmt"
	"math"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
	"time"

	"background-sync-polyfill/tests/browser"
	"background-sync-polyfill/tests/figures"
	"background-sync-polyfill/tests/harness"
)

var (
	benchDist    = flag.String("dist", "dist", "the directory of the build to measure, relative to the repository")
	benchAgainst = flag.String("against", "", "the directory of another build to measure beside it")
	benchRows    = flag.String("rows", "", "a regular expression of the lines to measure; all if empty")
	benchRounds  = flag.Float64("rounds", 1, "how many times as many rounds as usual to make")
)

// benchLimit only bounds a hang of one measurement.
const benchLimit = 10 * time.Minute

// measurement is one line of the table, or several that are measured together.
type measurement struct {
	lines []string
	unit  string
	// rounds is how often each build is measured, in turn with its reference and the others.
	rounds int
	// native is set where a figure of native support has a meaning.
	native bool
	// offline takes the network and the server away before prepare is called.
	offline bool
	// open opens the pages of a build; nil opens the app.
	open func(s *side)
	// prepare is called before the first round.
	prepare func(s *side)
	// ours measures the build once, and reference its reference, if there is one. Each returns a
	// figure for each line.
	ours, reference func(s *side) []float64
}

// measurements are the lines of the table, in order.
var measurements = slices.Concat(registerRows, tagsRows, eventRows, loadRows, memoryRows)

// TestBench prints a table of measurements, and asserts nothing about them.
func TestBench(t *testing.T) {
	wanted := regexp.MustCompile(*benchRows)
	for _, target := range harness.PolyfilledTargets() {
		builds := buildsFor(target.Engine)
		table := figures.Table{Before: *benchAgainst != "", Native: target.Name == "chromium"}
		fmt.Print("\n", table.Head(target.Name))
		for _, m := range measurements {
			if !slices.ContainsFunc(m.lines, wanted.MatchString) {
				continue
			}
			t.Run(target.Name+"/"+m.lines[0], func(t *testing.T) {
				for _, line := range m.measure(t, target.Engine, builds) {
					fmt.Print(table.Line(line))
				}
			})
		}
		harness.CloseBrowsers()
	}
}

// build is a build of the polyfill, or native support.
type build struct {
	dist   string
	native bool
	// column is the column for the figures of the build.
	column func(line *figures.Line) *figures.Pair
}

func buildsFor(engine browser.Engine) []build {
	builds := []build{{dist: fromRepository(*benchDist), column: func(l *figures.Line) *figures.Pair { return &l.Now }}}
	if *benchAgainst != "" {
		builds = append(builds, build{dist: fromRepository(*benchAgainst), column: func(l *figures.Line) *figures.Pair { return &l.Before }})
	}
	if engine.Name() == "chromium" {
		builds = append(builds, build{dist: fromRepository(*benchDist), native: true})
	}
	return builds
}

// fromRepository turns a path that is relative to the repository into one relative to tests/.
func fromRepository(path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join("..", path)
}

// measure returns the measured lines. In each round all builds and references take turns, so that
// other work of the machine slows down all alike.
func (m measurement) measure(t *testing.T, engine browser.Engine, builds []build) []figures.Line {
	var sides []*side
	for _, build := range builds {
		if build.native && !m.native {
			continue
		}
		s := newSide(t, engine, build)
		if m.open != nil {
			m.open(s)
		} else {
			s.openApp()
		}
		sides = append(sides, s)
	}
	defer leaveSides(sides)
	if m.offline {
		goOffline(sides)
	}
	for _, s := range sides {
		if m.prepare != nil {
			m.prepare(s)
		}
	}
	lines := make([]figures.Line, len(m.lines))
	for i, name := range m.lines {
		lines[i].Name, lines[i].Unit = name, m.unit
	}
	for round := range max(1, int(math.Round(float64(m.rounds)**benchRounds))) {
		for i := range sides {
			m.round(lines, sides[(i+round)%len(sides)], round)
		}
	}
	return lines
}

// round measures one build and its reference. The two take turns in coming first.
func (m measurement) round(lines []figures.Line, s *side, round int) {
	if s.build.native {
		for i, figure := range m.ours(s) {
			lines[i].Native = append(lines[i].Native, figure)
		}
		return
	}
	ours := func() {
		for i, figure := range m.ours(s) {
			pair := s.build.column(&lines[i])
			pair.Ours = append(pair.Ours, figure)
		}
	}
	reference := func() {
		if m.reference == nil {
			return
		}
		for i, figure := range m.reference(s) {
			pair := s.build.column(&lines[i])
			pair.Reference = append(pair.Reference, figure)
		}
	}
	if round%2 == 0 {
		ours()
		reference()
	} else {
		reference()
		ours()
	}
}
