//go:build linux

package browser

import (
	"context"
	"errors"
	"testing"
)

func TestEvalReturnsValues(t *testing.T) {
	forEachEngine(t, func(t *testing.T, f *fixture) {
		p := f.open(origin(t).Origin())
		if got := eval[int](f, p, `return 1 + args`, 2); got != 3 {
			t.Errorf("1 + 2 gave %d", got)
		}
		if got := eval[string](f, p, `return await new Promise((done) => setTimeout(done, 1, args.text))`, map[string]string{"text": "ü\u2028\"'</script>"}); got != "ü\u2028\"'</script>" {
			t.Errorf("a promise's value came back as %q", got)
		}
		if got := eval[[]any](f, p, `return [null, true, 'x', {}] // a comment at the end`, nil); len(got) != 4 {
			t.Errorf("a list came back as %v", got)
		}
		if got := eval[*int](f, p, ``, nil); got != nil {
			t.Errorf("undefined came back as %v", *got)
		}
		if got := eval[bool](f, p, `return [] instanceof window.Array && this === window`, nil); !got {
			t.Error("scripts do not run in the page's own realm")
		}
		f.must(p.Eval(f.ctx, `return location.href`, nil, nil))
	})
}

func TestEvalReturnsErrors(t *testing.T) {
	cases := map[string]ScriptError{
		`throw new TypeError('no')`:                                 {"TypeError", "no"},
		`await Promise.reject(new DOMException('x', 'AbortError'))`: {"AbortError", "x"},
		`throw 'text'`: {"", "text"},
	}
	forEachEngine(t, func(t *testing.T, f *fixture) {
		p := f.open(origin(t).Origin())
		for script, want := range cases {
			var got *ScriptError
			if err := p.Eval(f.ctx, script, nil, nil); !errors.As(err, &got) || *got != want {
				t.Errorf("%s gave %v", script, err)
			}
		}
		var syntax *ScriptError
		if err := p.Eval(f.ctx, `return (`, nil, nil); !errors.As(err, &syntax) || syntax.Name != "SyntaxError" {
			t.Errorf("a syntax error gave %v", err)
		}
	})
}

func TestScriptsRunSideBySide(t *testing.T) {
	forEachEngine(t, func(t *testing.T, f *fixture) {
		p := f.open(origin(t).Origin())
		waiting := make(chan error, 1)
		go func() {
			waiting <- p.Eval(f.ctx, `await new Promise((done) => { window.finish = done; window.started?.(); })`, nil, nil)
		}()
		f.must(p.Eval(f.ctx, `
			if (!window.finish) {
				await new Promise((done) => { window.started = done; });
			}
			window.finish();`, nil, nil))
		f.must(<-waiting)
	})
}

func TestEvalEndsWithItsContext(t *testing.T) {
	forEachEngine(t, func(t *testing.T, f *fixture) {
		p := f.open(origin(t).Origin())
		ctx, cancel := context.WithCancel(f.ctx)
		ended := make(chan error, 1)
		go func() {
			ended <- p.Eval(ctx, `window.running = true; window.started?.(); await new Promise(() => {})`, nil, nil)
		}()
		f.must(p.Eval(f.ctx, `
			if (!window.running) {
				await new Promise((done) => { window.started = done; });
			}`, nil, nil))
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("the script ended with %v", err)
		}
		f.must(p.Eval(f.ctx, ``, nil, nil))
	})
}

func TestEvalFailsWhenThePageGoes(t *testing.T) {
	forEachEngine(t, func(t *testing.T, f *fixture) {
		o := origin(t)
		p := f.open(o.Origin())
		for name, leave := range map[string]func() error{
			"Navigate": func() error { return p.Navigate(f.ctx, o.Origin()+"/next") },
			"Close":    func() error { return p.Close(f.ctx) },
			"Kill":     func() error { return f.browser.Kill() },
		} {
			ended := make(chan error, 1)
			go func() {
				ended <- p.Eval(f.ctx, `window.running = true; window.started?.(); await new Promise(() => {})`, nil, nil)
			}()
			f.must(p.Eval(f.ctx, `
				if (!window.running) {
					await new Promise((done) => { window.started = done; });
				}`, nil, nil))
			f.must(leave())
			if err := <-ended; err == nil || f.ctx.Err() != nil {
				t.Errorf("after %s the script ended with %v", name, err)
			}
			if name == "Kill" {
				f.start()
			}
			p = f.open(o.Origin())
		}
	})
}

func TestScriptsIgnoreThePagesPolicy(t *testing.T) {
	forEachEngine(t, func(t *testing.T, f *fixture) {
		p := f.open(origin(t).Origin() + "/strict")
		if got := eval[int](f, p, `return args`, 1); got != 1 {
			t.Errorf("the script gave %d", got)
		}
	})
}
