// Package fmt replaces the standard library's package in the core: see wasm/slim/README.md.
// Its functions print what basic, [Formatter], error and [Stringer] cover as the real ones do.
package fmt

import (
	"errors"
	"io"
)

// State is the printer that a [Formatter] writes to. Only the flag '+' is ever set, and there
// is never a width or a precision.
type State interface {
	Write(b []byte) (n int, err error)
	Width() (width int, ok bool)
	Precision() (precision int, ok bool)
	Flag(c int) bool
}

// Formatter is a value that prints itself.
type Formatter interface {
	Format(f State, verb rune)
}

// Stringer is a value that returns its text.
type Stringer interface {
	String() string
}

// Errorf returns an error with the printed text. It wraps no other error: there is no %w.
func Errorf(format string, a ...any) error {
	return errors.New(Sprintf(format, a...))
}

// Sprintf returns the text of a format with its values. The verbs are %v, %+v, %s, %q, %d and
// %%. Any other directive, and any value that a verb cannot print, is printed as "%!", the
// directive and the value in parentheses.
func Sprintf(format string, a ...any) string {
	var p printer
	p.printf(format, a)
	return string(p.text)
}

// Fprintf writes the text of [Sprintf] to w. The error is that of w.
func Fprintf(w io.Writer, format string, a ...any) (n int, err error) {
	return io.WriteString(w, Sprintf(format, a...))
}

// Fprint writes the values to w, with a space between two values that are both no strings. The
// error is that of w.
func Fprint(w io.Writer, a ...any) (n int, err error) {
	var p printer
	afterString := true
	for _, value := range a {
		_, isString := value.(string)
		if !afterString && !isString {
			p.put(" ")
		}
		p.value(value, 'v')
		afterString = isString
	}
	return w.Write(p.text)
}

// Sprintln returns the values with a space between each two, and a newline at the end.
func Sprintln(a ...any) string {
	var p printer
	for i, value := range a {
		if i > 0 {
			p.put(" ")
		}
		p.value(value, 'v')
	}
	p.put("\n")
	return string(p.text)
}
