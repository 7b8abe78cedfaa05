//go:build !js

package fmt_test

import (
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	slim "background-sync-polyfill/wasm/slim/fmt"
)

type stringer struct{ text string }

func (s stringer) String() string { return "<" + s.text + ">" }

// failed has both methods. Error must be preferred to String.
type failed struct{ text string }

func (f failed) Error() string  { return "failed: " + f.text }
func (f failed) String() string { return "not this" }

// standardStack and slimStack are formatters that print as safejs's errors do.
type standardStack struct{ err error }

func (s standardStack) Error() string { return s.err.Error() }
func (s standardStack) Format(f fmt.State, verb rune) {
	formatStack(f, verb, s.err, fmt.Fprintf, fmt.Fprint)
}

type slimStack struct{ err error }

func (s slimStack) Error() string { return s.err.Error() }
func (s slimStack) Format(f slim.State, verb rune) {
	formatStack(f, verb, s.err, slim.Fprintf, slim.Fprint)
}

type state interface {
	io.Writer
	Flag(c int) bool
}

func formatStack(
	f state, verb rune, err error,
	printf func(io.Writer, string, ...any) (int, error), print func(io.Writer, ...any) (int, error),
) {
	switch {
	case verb == 'v' && f.Flag('+'):
		_, _ = printf(f, "%+v\n%s", err, stringer{"stack"})
	case verb == 'q':
		_, _ = printf(f, "%q", err.Error())
	default:
		_, _ = print(f, err.Error())
	}
}

// values returns one value of each kind that can be printed.
func values(number int, text string) []any {
	return []any{
		nil, true, false, text, number, int64(number), uint(number), float64(number), float64(number) / 7,
		math.Inf(1), math.NaN(), stringer{text}, errors.New(text), failed{text},
	}
}

// same demands that both packages print the same text.
func same(t *testing.T, format string, a ...any) {
	t.Helper()
	if got, want := slim.Sprintf(format, a...), fmt.Sprintf(format, a...); got != want {
		t.Errorf("Sprintf(%q, %#v) = %q, want %q", format, a, got, want)
	}
}

func TestEachVerbPrintsAsInTheStandardLibrary(t *testing.T) {
	for _, v := range values(-42, "a \"b\"\n\x00☃\xff") {
		same(t, "%v", v)
		same(t, "left %+v right", v)
		if got, want := slim.Sprintln(v, "and", v, v), fmt.Sprintln(v, "and", v, v); got != want {
			t.Errorf("Sprintln(%#v) = %q, want %q", v, got, want)
		}
		var got, want strings.Builder
		_, _ = slim.Fprint(&got, v, v, "text", v)
		_, _ = fmt.Fprint(&want, v, v, "text", v)
		if got.String() != want.String() {
			t.Errorf("Fprint(%#v) = %q, want %q", v, got.String(), want.String())
		}
	}
	for _, v := range []any{"a \"b\"\n\x00☃\xff", stringer{"s"}, errors.New("e"), failed{"f"}} {
		same(t, "%s", v)
		same(t, "%q", v)
	}
	for _, v := range []any{0, -1, math.MinInt, math.MaxInt, int64(math.MinInt64), uint(math.MaxUint)} {
		same(t, "%d", v)
	}
}

func TestTheFormatsOfTheLibrariesPrintAsInTheStandardLibrary(t *testing.T) {
	same(t, "Unexpected negative oldVersion or newVersion: %d, %d", -1, 2)
	same(t, "invalid type for instanceof: %v", stringer{"object"})
	same(t, "%s\n\t%s:%d\n", "main.main", "main.go", 7)
	same(t, "100 %% of %s", "all")
	if got, want := slim.Errorf("%+v", "thrown").Error(), fmt.Errorf("%+v", "thrown").Error(); got != want {
		t.Errorf("Errorf() = %q, want %q", got, want)
	}
}

func TestAFormatterPrintsAsInTheStandardLibrary(t *testing.T) {
	inner := errors.New(`in "side"`)
	for _, format := range []string{"%v", "%+v", "%s", "%q", "a %+v b %v"} {
		count := strings.Count(format, "%")
		got := slim.Sprintf(format, []any{slimStack{inner}, slimStack{slimStack{inner}}}[:count]...)
		want := fmt.Sprintf(format, []any{standardStack{inner}, standardStack{standardStack{inner}}}[:count]...)
		if got != want {
			t.Errorf("Sprintf(%q) = %q, want %q", format, got, want)
		}
	}
	if got, want := slim.Sprintln("Error:", slimStack{inner}), fmt.Sprintln("Error:", standardStack{inner}); got != want {
		t.Errorf("Sprintln() = %q, want %q", got, want)
	}
}

func TestRandomValuesPrintAsInTheStandardLibrary(t *testing.T) {
	for seed := range uint64(2000) {
		random := rand.New(rand.NewPCG(seed, 0))
		text := make([]byte, random.IntN(9))
		for i := range text {
			text[i] = byte(random.Uint32())
		}
		all := values(int(random.Uint64()), string(text))
		v, other := all[random.IntN(len(all))], all[random.IntN(len(all))]
		same(t, "%v, %+v", v, other)
		same(t, "%s %q %d", string(text), string(text), int(random.Uint64()))
		same(t, "%v", math.Float64frombits(random.Uint64()))
	}
}

func TestAnUnknownVerbOrTypeIsPrintedReadably(t *testing.T) {
	const other = "(a value of a type that cannot be printed here)"
	type point struct{ x, y int }
	for _, test := range []struct {
		format string
		a      []any
		want   string
	}{
		{"%x", []any{5}, "%!x(5)"},
		{"%5d|%+d|%-3s|%+q", []any{1, 2, "a", "b"}, "%!5d(1)|%!+d(2)|%!-3s(a)|%!+q(b)"},
		{"%w", []any{errors.New("cause")}, "%!w(cause)"},
		{"%d %s", []any{"text", 5}, "%!d(text) %!s(5)"},
		{"%s", []any{nil}, "%!s(<nil>)"},
		{"%v %s", []any{point{1, 2}, &point{}}, other + " %!s(" + other + ")"},
		{"%d and %v", []any{1}, "1 and %!v(MISSING)"},
		{"%d", []any{1, "more", 2}, "1%!(EXTRA more, 2)"},
		{"none", []any{1}, "none%!(EXTRA 1)"},
		{"%", nil, "%!(NOVERB)"},
		{"50 %-4", nil, "50 %!(NOVERB)"},
		{"%☃", []any{1}, "%!☃(1)"},
	} {
		if got := slim.Sprintf(test.format, test.a...); got != test.want {
			t.Errorf("Sprintf(%q) = %q, want %q", test.format, got, test.want)
		}
	}
}

type panicking struct{ cause any }

func (p panicking) Error() string { panic(p.cause) }

func TestAPanicOfAMethodIsPrinted(t *testing.T) {
	same(t, "a %v b", panicking{"cause"})
	same(t, "a %s b %d", panicking{errors.New("cause")}, 1)
	same(t, "%v", failing{})

	got := slim.Sprintf("a %v b %v", panicking{panicking{"cause"}}, "c")
	if want := "a %!v(PANIC=Error method: (it panics, too)) b c"; got != want {
		t.Errorf("Sprintf() = %q, want %q", got, want)
	}
}

type failing struct{ stringer *strings.Reader }

func (f failing) String() string { return string(rune(f.stringer.Len())) }

func FuzzFormat(f *testing.F) {
	f.Add("%d, %+v%%", 1, "text")
	f.Fuzz(func(t *testing.T, format string, number int, text string) {
		got := slim.Sprintf(format, number, text, panicking{text}, struct{}{})
		if utf8.ValidString(format) && utf8.ValidString(text) && !utf8.ValidString(got) {
			t.Errorf("Sprintf(%q) is not UTF-8: %q", format, got)
		}
		if !strings.Contains(format, "%") && !strings.HasPrefix(got, format) {
			t.Errorf("Sprintf(%q) = %q, without the format's text", format, got)
		}
	})
}
