package figures

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Table tells which columns the table has beside those of the measured build.
type Table struct {
	// Before is set if another build is measured, too.
	Before bool
	// Native is set if the browser's own Background Sync is.
	Native bool
}

// Pair holds the figures of a build, and those of its reference in the same page or worker.
type Pair struct{ Ours, Reference Series }

// Line is one line of the table. What was not measured is empty.
type Line struct {
	Name, Unit  string
	Now, Before Pair
	Native      Series
}

const nameWidth = 60

// Head is the first two lines of the table.
func (t Table) Head(title string) string {
	head := "reference     A/A |     now   ratio"
	if t.Before {
		head += " |  before   ratio  now/before"
	}
	if t.Native {
		head += " |  native now/native"
	}
	head = pad(title, nameWidth) + "     " + head
	return head + "\n" + strings.Repeat("-", utf8.RuneCountInString(head)) + "\n"
}

// Line returns one line of the table.
func (t Table) Line(l Line) string {
	text := pad(l.Name, nameWidth) + pad(" "+l.Unit, 5) +
		figure(9, l.Now.Reference.Middle()) + quotient(8, l.Now.Reference.AgainstItself()) +
		" |" + figure(8, l.Now.Ours.Middle()) + quotient(8, ratio(l.Now.Ours, l.Now.Reference))
	if t.Before {
		text += " |" + figure(8, l.Before.Ours.Middle()) + quotient(8, ratio(l.Before.Ours, l.Before.Reference)) +
			quotient(12, ratio(l.Now.Ours, l.Before.Ours))
	}
	if t.Native {
		text += " |" + figure(8, l.Native.Middle()) + quotient(11, ratio(l.Now.Ours, l.Native))
	}
	return text + "\n"
}

func pad(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-utf8.RuneCountInString(text)))
}

// figure has three significant digits. More would be noise.
func figure(width int, value float64) string {
	switch {
	case value == 0:
		return fmt.Sprintf("%*s", width, "-")
	case value < 10:
		return fmt.Sprintf("%*.2f", width, value)
	case value < 100:
		return fmt.Sprintf("%*.1f", width, value)
	default:
		return fmt.Sprintf("%*.0f", width, value)
	}
}

// quotient has two digits after the point: the narrowest goal is a ratio of 1.02.
func quotient(width int, value float64) string {
	if value == 0 {
		return fmt.Sprintf("%*s", width, "-")
	}
	return fmt.Sprintf("%*.2f", width, value)
}
