//go:build linux

package harness

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// explainFailure writes the comment above the test function to the log if the check has
// failed, so that a list of failures says what does not hold.
func explainFailure(t *testing.T) {
	t.Helper()
	if !t.Failed() {
		return
	}
	name, _, _ := strings.Cut(t.Name(), "/")
	if sentence := commentOf(name); sentence != "" {
		t.Log("This does not hold: " + sentence)
	}
}

// commentOf returns the comment above the test function in one line, "" if it has none. The
// test program runs in the directory of its sources.
func commentOf(test string) string {
	files, _ := filepath.Glob("*_test.go")
	for _, path := range files {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			continue
		}
		for _, declaration := range file.Decls {
			if function, ok := declaration.(*ast.FuncDecl); ok && function.Name.Name == test {
				return strings.Join(strings.Fields(function.Doc.Text()), " ")
			}
		}
	}
	return ""
}
