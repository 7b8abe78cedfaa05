package figures

import (
	"strings"
	"testing"
)

func TestMiddle(t *testing.T) {
	for _, test := range []struct {
		series Series
		want   float64
	}{
		{nil, 0},
		{Series{3}, 3},
		{Series{3, 4}, 3.5},
		{Series{1000, 3, 1}, 3},
		{Series{4, 1000, 3, 0}, 3.5},
		{Series{5, 4, 1000, 3, 0}, 4},
		{Series{7, 6, 5, 4, 1000, 0, 0, 0}, 3.75},
	} {
		before := append(Series{}, test.series...)
		if got := test.series.Middle(); got != test.want {
			t.Errorf("the middle of %v is %v, want %v", test.series, got, test.want)
		}
		for i := range before {
			if test.series[i] != before[i] {
				t.Errorf("%v was sorted in place: the rounds have lost their order", before)
				break
			}
		}
	}
}

// Every other round is compared with the rounds between them, so that getting slower from
// round to round is not taken for noise.
func TestAgainstItself(t *testing.T) {
	for _, test := range []struct {
		series Series
		want   float64
	}{
		{nil, 0},
		{Series{1, 2, 3}, 0},
		{Series{3, 3, 3, 3}, 1},
		{Series{4, 2, 4, 2}, 2},
		{Series{1, 1, 100, 100}, 1},
	} {
		if got := test.series.AgainstItself(); got != test.want {
			t.Errorf("%v against itself is %v, want %v", test.series, got, test.want)
		}
	}
}

func TestTable(t *testing.T) {
	line := Line{
		Name: "register()", Unit: "ms",
		Now:    Pair{Ours: Series{6}, Reference: Series{2, 2, 2, 2}},
		Before: Pair{Ours: Series{12}, Reference: Series{3}},
		Native: Series{0.5},
	}
	for _, test := range []struct {
		table Table
		line  Line
		want  string
	}{
		{Table{}, line, "register() ms 2.00 1.00 | 6.00 3.00"},
		{Table{Before: true}, line, "register() ms 2.00 1.00 | 6.00 3.00 | 12.0 4.00 0.50"},
		{Table{Native: true}, line, "register() ms 2.00 1.00 | 6.00 3.00 | 0.50 12.00"},
		{Table{Before: true, Native: true}, Line{Name: "none", Unit: "MB"}, "none MB - - | - - | - - - | - -"},
	} {
		text := test.table.Line(test.line)
		if got := strings.Join(strings.Fields(text), " "); got != test.want {
			t.Errorf("%+v prints %q, want %q", test.table, got, test.want)
		}
		for i, part := range strings.Split(test.table.Head("firefox"), "\n") {
			if i < 2 && len(part) != len(text)-1 {
				t.Errorf("%+v: a line has %d columns and the head %d:\n%s\n%s", test.table, len(text)-1, len(part), part, text)
			}
		}
	}
}
