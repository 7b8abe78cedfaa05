// Package docs checks the documentation against the code: proofs.md, which lists the tests
// that prove each line of contract.md, README's defaults, the code that is quoted, and the
// import rules of Go.
package docs

import (
	"cmp"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite proofs.md")

var (
	contractLine = regexp.MustCompile(`(?m)^\| (C\d\d) \|`)
	id           = regexp.MustCompile(`\bC\d\d`)
	// titled matches a test that Node runs, if its title begins with the ids that it proves.
	titled = regexp.MustCompile("(?m)^\\s*test\\(\\s*['`\"]((?:C\\d\\d(?:, )?)+): ")
)

// provenBelow has the ids that need no test in a browser, each with the reason why a browser
// can add nothing to the tests of the lower tiers. All other ids need a test in a browser.
var provenBelow = map[string]string{
	"C33": "The core decides it from the stored registration.",
	"C37": "The core decides it from stored times. A browser only says when it is online, which C31 proves.",
}

// proof is a test that names an id.
type proof struct{ id, room, test string }

// TestEveryLineOfTheContractHasATest fails if no test names an id, if no test in a browser names
// an id that is not in provenBelow, if a test names an id that is not in the contract, or if
// proofs.md is out of date: go test ./docs -update writes it.
func TestEveryLineOfTheContractHasATest(t *testing.T) {
	contract, err := os.ReadFile("contract.md")
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, match := range contractLine.FindAllStringSubmatch(string(contract), -1) {
		ids = append(ids, match[1])
	}
	proofs := map[string][]proof{}
	for _, p := range allProofs(t) {
		if !slices.Contains(ids, p.id) {
			t.Errorf("%s in %s names %s, which is not in contract.md", p.test, p.room, p.id)
		}
		proofs[p.id] = append(proofs[p.id], p)
	}
	table := "# Which test proves which line of the contract\n\n" +
		"Made by `go test ./docs -update` from the names, comments and strings of the tests.\n\n" +
		"| id | tests |\n|---|---|\n"
	for _, id := range ids {
		inBrowser := slices.ContainsFunc(proofs[id], func(p proof) bool { return p.room == "tests" })
		_, below := provenBelow[id]
		switch {
		case len(proofs[id]) == 0:
			t.Errorf("no test names %s", id)
		case !inBrowser && !below:
			t.Errorf("no test in a browser names %s", id)
		case inBrowser && below:
			t.Errorf("a test in a browser names %s: take it out of provenBelow", id)
		}
		table += fmt.Sprintf("| %s | %s |\n", id, cell(proofs[id]))
	}
	if *update {
		if err := os.WriteFile("proofs.md", []byte(table), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if written, _ := os.ReadFile("proofs.md"); string(written) != table {
		t.Error("proofs.md is out of date. Run: go test ./docs -update")
	}
}

func cell(proofs []proof) string {
	var words []string
	for _, p := range proofs {
		words = append(words, p.room+" `"+p.test+"`")
	}
	slices.Sort(words)
	return strings.Join(slices.Compact(words), "<br>")
}

func allProofs(t *testing.T) []proof {
	var proofs []proof
	for _, root := range []string{"polyfill", "wasm", "tests"} {
		err := filepath.WalkDir(filepath.Join("..", root), func(path string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case entry.Name() == "node_modules":
				return fs.SkipDir
			case strings.HasSuffix(path, "_test.go"), strings.HasSuffix(path, "storetest.go"):
				proofs = append(proofs, inTests(t, root, path)...)
			case strings.HasSuffix(path, ".test.mjs"):
				proofs = append(proofs, inScripts(t, path)...)
			case filepath.Base(filepath.Dir(path)) == "scenarios" && strings.HasSuffix(path, ".txt"):
				proofs = append(proofs, inTranscript(t, root, path)...)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	slices.SortFunc(proofs, func(a, b proof) int {
		return cmp.Or(cmp.Compare(a.id, b.id), cmp.Compare(a.room, b.room), cmp.Compare(a.test, b.test))
	})
	return proofs
}

// inTests finds the ids in the name, the comment and the strings of each test.
func inTests(t *testing.T, room, path string) []proof {
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	var proofs []proof
	for _, declaration := range file.Decls {
		function, ok := declaration.(*ast.FuncDecl)
		if !ok || !strings.HasPrefix(function.Name.Name, "Test") && function.Name.Name != "Run" {
			continue
		}
		name := function.Name.Name
		if name == "Run" {
			name = "TestStore"
		}
		texts := []string{name, function.Doc.Text()}
		ast.Inspect(function, func(node ast.Node) bool {
			if literal, ok := node.(*ast.BasicLit); ok && literal.Kind == token.STRING {
				texts = append(texts, literal.Value)
			}
			return true
		})
		for _, found := range id.FindAllString(strings.Join(texts, " "), -1) {
			proofs = append(proofs, proof{found, room, name})
		}
	}
	return proofs
}

// inScripts finds the ids in the titles of a file that Node's test runner runs: tests/scripts
// is the fast tier, tests/npm the package's.
func inScripts(t *testing.T, path string) []proof {
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	name := strings.TrimSuffix(filepath.ToSlash(path), ".test.mjs")
	room, name, _ := strings.Cut(strings.TrimPrefix(name, "../tests/"), "/")
	var proofs []proof
	for _, title := range titled.FindAllStringSubmatch(string(text), -1) {
		for _, found := range id.FindAllString(title[1], -1) {
			proofs = append(proofs, proof{found, room, name})
		}
	}
	return proofs
}

// inTranscript finds the ids in the comment at the start of a transcript.
func inTranscript(t *testing.T, room, path string) []proof {
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var proofs []proof
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(line, "#") {
			break
		}
		for _, found := range id.FindAllString(line, -1) {
			proofs = append(proofs, proof{found, room, "TestScenarios/" + filepath.Base(path)})
		}
	}
	return proofs
}
