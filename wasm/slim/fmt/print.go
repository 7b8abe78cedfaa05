// Package fmt is what the core in the browser has in the place of the standard
// library's package; see wasm/slim/README.md.
package fmt

import (
	"errors"
	"io"
)

// State is the printer that a [Formatter] writes to.
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

// Stringer is a value that has a text.
type Stringer interface {
	String() string
}

// Errorf returns an error with the printed text. It wraps nothing.
func Errorf(format string, a ...any) error {
	return errors.New(Sprintf(format, a...))
}

// Sprintf returns the printed text.
func Sprintf(format string, a ...any) string {
	var p printer
	p.printf(format, a)
	return string(p.text)
}

// Fprintf writes the printed text to w.
func Fprintf(w io.Writer, format string, a ...any) (n int, err error) {
	return io.WriteString(w, Sprintf(format, a...))
}

// Fprint writes the values to w, with a space between two that are no strings.
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

// Sprintln returns the values with a space between each two, and the end of a line.
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
