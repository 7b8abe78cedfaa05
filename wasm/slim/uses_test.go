//go:build !js

package slim

import (
	"go/ast"
	"go/parser"
	"slices"
	"strings"
	"testing"
)

func TestTheCoreUsesNothingThatTheReplacementsLack(t *testing.T) {
	p := loadProgram(t)
	for _, err := range p.errors {
		t.Error(err)
	}
	for _, path := range p.replaced {
		if p.checked[path] == nil {
			t.Errorf("nothing in the core imports %s: remove its replacement", path)
		}
	}
	for path, c := range p.checked {
		if slices.Contains(p.replaced, path) {
			continue
		}
		for _, misuse := range p.misuses(c) {
			t.Error(misuse)
		}
	}
}

func TestTheCheckFindsEachUseThatTheReplacementsLack(t *testing.T) {
	p := loadProgram(t)
	for _, test := range []struct{ body, want string }{
		{`fmt.Errorf("%d %s %v %+v %q %%", 1, "a", true, any(nil), "b")`, ""},
		{`fmt.Sprintf("%v %s", errors.New("a"), context.Background().Err())`, ""},
		{`log.Println("a", 1, errors.New("b"))`, ""},
		{`panic("a")`, ""},
		{`panic(errors.New("a"))`, ""},
		{`fmt.Println("a")`, "undefined: fmt.Println"},
		{`log.Fatal("a")`, "undefined: log.Fatal"},
		{`context.WithTimeout(context.Background(), 1)`, "undefined: context.WithTimeout"},
		{`context.Background().Value("a")`, "context.Background().Value undefined"},
		{`fmt.Errorf("%w", errors.New("a"))`, "fmt.Errorf cannot print a error by %w"},
		{`fmt.Sprintf("%x", 1)`, "fmt.Sprintf cannot print a int by %x"},
		{`fmt.Sprintf("%5d", 1)`, "fmt.Sprintf cannot print a int by %5d"},
		{`fmt.Sprintf("%d", int8(1))`, "fmt.Sprintf cannot print a int8 by %d"},
		{`fmt.Sprintf("%s", 1)`, "fmt.Sprintf cannot print a int by %s"},
		{`fmt.Sprintf("%v", struct{}{})`, "fmt.Sprintf cannot print a struct{} by %v"},
		{`fmt.Sprintf("%v", []string{})`, "fmt.Sprintf cannot print a []string by %v"},
		{`type text string; fmt.Sprintf("%v", text("a"))`, "cannot print a snippet.text by %v"},
		{`log.Println(1i)`, "log.Println cannot print a complex128 by %v"},
		{`fmt.Sprintf("%d")`, "fmt.Sprintf has 1 verbs and 0 values"},
		{`a := "%d"; fmt.Sprintf(a, 1)`, "the format of fmt.Sprintf is no constant"},
		{`a := []any{}; fmt.Sprintf("%v", a...)`, "fmt.Sprintf is given a slice"},
		{`a := fmt.Sprintf; a("%x", 1)`, "fmt.Sprintf is used without a call"},
		{`panic(1.5)`, "panics with a float64"},
	} {
		if got := p.findings(t, test.body); test.want == "" && got != "" || !strings.Contains(got, test.want) {
			t.Errorf("%s: found %q, want %q", test.body, got, test.want)
		}
	}
}

// findings returns all that is wrong in the body of a function, one line each.
func (p *program) findings(t *testing.T, body string) string {
	t.Helper()
	source := "package snippet\nimport (\"context\"; \"errors\"; \"fmt\"; \"log\")\n" +
		"var _, _, _ = context.Background, errors.New, fmt.State(nil)\nfunc _() { log.Println() }\nfunc _() { " + body + " }"
	file, err := parser.ParseFile(p.files, "snippet.go", source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	p.errors = nil
	found := p.misuses(p.check("snippet", []*ast.File{file}, false))
	for _, err := range p.errors {
		found = append(found, err.Error())
	}
	return strings.Join(found, "\n")
}
