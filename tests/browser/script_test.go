package browser

import (
	"context"
	"errors"
	"testing"
)

func TestEvalReturnsValues(t *testing.T) {
	forEachEngine(t, func(t *testing.T, s *session) {
		p := s.open(origin(t).Origin())
		if got := eval[int](s, p, `return 1 + args`, 2); got != 3 {
			t.Errorf("1 + 2 gave %d", got)
		}
		if got := eval[string](s, p, `return await new Promise((done) => setTimeout(done, 1, args.text))`, map[string]string{"text": "ü\u2028\"'</script>"}); got != "ü\u2028\"'</script>" {
			t.Errorf("a promise's value came back as %q", got)
		}
		if got := eval[[]any](s, p, `return [null, true, 'x', {}] // a comment at the end`, nil); len(got) != 4 {
			t.Errorf("a list came back as %v", got)
		}
		if got := eval[*int](s, p, ``, nil); got != nil {
			t.Errorf("undefined came back as %v", *got)
		}
		if got := eval[bool](s, p, `return [] instanceof window.Array && this === window`, nil); !got {
			t.Error("scripts do not run in the page's own realm")
		}
		s.must(p.Eval(s.ctx, `return location.href`, nil, nil))
	})
}

func TestEvalReturnsErrors(t *testing.T) {
	cases := map[string]ScriptError{
		`throw new TypeError('no')`:                                 {"TypeError", "no"},
		`await Promise.reject(new DOMException('x', 'AbortError'))`: {"AbortError", "x"},
		`throw 'text'`: {"", "text"},
	}
	forEachEngine(t, func(t *testing.T, s *session) {
		p := s.open(origin(t).Origin())
		for script, want := range cases {
			var got *ScriptError
			if err := p.Eval(s.ctx, script, nil, nil); !errors.As(err, &got) || *got != want {
				t.Errorf("%s gave %v", script, err)
			}
		}
		var syntax *ScriptError
		if err := p.Eval(s.ctx, `return (`, nil, nil); !errors.As(err, &syntax) || syntax.Name != "SyntaxError" {
			t.Errorf("a syntax error gave %v", err)
		}
	})
}

func TestScriptsRunSideBySide(t *testing.T) {
	forEachEngine(t, func(t *testing.T, s *session) {
		p := s.open(origin(t).Origin())
		waiting := make(chan error, 1)
		go func() {
			waiting <- p.Eval(s.ctx, `await new Promise((done) => { window.finish = done; window.started?.(); })`, nil, nil)
		}()
		s.must(p.Eval(s.ctx, `
			if (!window.finish) {
				await new Promise((done) => { window.started = done; });
			}
			window.finish();`, nil, nil))
		s.must(<-waiting)
	})
}

func TestEvalEndsWithItsContext(t *testing.T) {
	forEachEngine(t, func(t *testing.T, s *session) {
		p := s.open(origin(t).Origin())
		ctx, cancel := context.WithCancel(s.ctx)
		ended := make(chan error, 1)
		go func() {
			ended <- p.Eval(ctx, `window.started?.(); await new Promise(() => { window.running = true; })`, nil, nil)
		}()
		s.must(p.Eval(s.ctx, `
			if (!window.running) {
				await new Promise((done) => { window.started = done; });
			}`, nil, nil))
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("the script ended with %v", err)
		}
		s.must(p.Eval(s.ctx, ``, nil, nil))
	})
}

func TestScriptsIgnoreThePagesPolicy(t *testing.T) {
	forEachEngine(t, func(t *testing.T, s *session) {
		p := s.open(origin(t).Origin() + "/strict")
		if got := eval[int](s, p, `return args`, 1); got != 1 {
			t.Errorf("the script gave %d", got)
		}
	})
}
