package fmt

import "strconv"

// printer collects a text. It is also the [State] that a [Formatter] sees.
type printer struct {
	text      []byte
	plus      bool // The directive that is being printed is "%+v".
	panicking bool // A method has panicked, and the value of that panic is being printed.
}

func (p *printer) Write(b []byte) (n int, err error) {
	p.text = append(p.text, b...)
	return len(b), nil
}

func (p *printer) Width() (width int, ok bool)         { return 0, false }
func (p *printer) Precision() (precision int, ok bool) { return 0, false }
func (p *printer) Flag(c int) bool                     { return c == '+' && p.plus }

func (p *printer) put(s string) { p.text = append(p.text, s...) }

// directive prints one value as a format asks for it.
func (p *printer) directive(d directive, value any) {
	if !d.plus && len(d.text) != 1 {
		p.bad(d.text, value)
		return
	}
	p.plus = d.plus
	p.value(value, d.verb)
	p.plus = false
}

// value prints a value by a verb without flags, or by "%+v".
func (p *printer) value(value any, verb rune) {
	if formatter, ok := value.(Formatter); ok {
		p.call(verb, "Format", func() { formatter.Format(p, verb) })
		return
	}
	if verb == 'v' || verb == 's' || verb == 'q' {
		switch value := value.(type) {
		case error:
			p.call(verb, "Error", func() { p.string(value.Error(), verb) })
			return
		case Stringer:
			p.call(verb, "String", func() { p.string(value.String(), verb) })
			return
		case string:
			p.string(value, verb)
			return
		}
	}
	text, isInteger := basic(value)
	if verb == 'v' || verb == 'd' && isInteger {
		p.put(text)
		return
	}
	p.bad(string(verb), value)
}

func (p *printer) string(s string, verb rune) {
	if verb == 'q' {
		s = strconv.Quote(s)
	}
	p.put(s)
}

// bad prints a directive that is unknown, or that cannot print its value.
func (p *printer) bad(directive string, value any) {
	p.put("%!" + directive + "(")
	p.value(value, 'v')
	p.put(")")
}

// call runs a method of a value. A panic of that method is printed and does not end the
// program: the core prints only errors, and must survive them.
func (p *printer) call(verb rune, method string, run func()) {
	defer func() {
		cause := recover()
		if cause == nil {
			return
		}
		if p.panicking {
			p.put("(it panics, too)")
			return
		}
		p.panicking = true
		p.put("%!" + string(verb) + "(PANIC=" + method + " method: ")
		p.value(cause, 'v')
		p.put(")")
		p.panicking = false
	}()
	run()
}
