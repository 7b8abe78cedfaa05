package fmt

import "unicode/utf8"

// printf prints a format with its values. An unknown directive is printed as "%!" and the
// directive, as the standard library does it.
func (p *printer) printf(format string, a []any) {
	next := 0
	for format != "" {
		if format[0] != '%' {
			end := literalEnd(format)
			p.put(format[:end])
			format = format[end:]
			continue
		}
		var d directive
		d, format = cutDirective(format)
		switch {
		case d.verb == 0:
			p.put("%!(NOVERB)")
		case d.verb == '%':
			p.put("%")
		case next == len(a):
			p.put("%!" + d.text + "(MISSING)")
		default:
			p.directive(d, a[next])
			next++
		}
	}
	if next < len(a) {
		p.put("%!(EXTRA ")
		for i, value := range a[next:] {
			if i > 0 {
				p.put(", ")
			}
			p.value(value, 'v')
		}
		p.put(")")
	}
}

func literalEnd(format string) int {
	for i := range len(format) {
		if format[i] == '%' {
			return i
		}
	}
	return len(format)
}

// directive is one directive of a format, such as "%+v". Its text leaves out the percent sign.
type directive struct {
	text string
	verb rune // 0 if the format ends before the verb
	plus bool
}

// cutDirective splits a format, which must begin with a percent sign, after the first verb.
func cutDirective(format string) (d directive, rest string) {
	rest = format[1:]
	for rest != "" {
		r, size := utf8.DecodeRuneInString(rest)
		rest = rest[size:]
		if !isModifier(r) {
			d.verb = r
			break
		}
	}
	d.text = format[1 : len(format)-len(rest)]
	d.plus = d.text == "+v"
	return d, rest
}

// isModifier reports whether r stands between a percent sign and the verb: a flag, a
// width, a precision or an argument's index.
func isModifier(r rune) bool {
	switch r {
	case '+', '-', '#', ' ', '.', '*', '[', ']':
		return true
	}
	return '0' <= r && r <= '9'
}
