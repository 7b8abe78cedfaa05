package docs

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	// checkFile is how a section of contract.md names a file of checks.
	checkFile = regexp.MustCompile("`tests/(\\w+_test\\.go)`")
	// proves matches a check that is named after an id, or after several.
	proves = regexp.MustCompile(`^Test(?:C\d\d)+`)
)

// TestEachCheckStandsInAFileOfItsSection fails when a check TestCnn of tests/ stands in a
// file that the section of Cnn in contract.md does not name, and when a section names a
// file that does not exist.
func TestEachCheckStandsInAFileOfItsSection(t *testing.T) {
	files := filesOfSections(t)
	paths, err := filepath.Glob("../tests/*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, declaration := range file.Decls {
			function, ok := declaration.(*ast.FuncDecl)
			if !ok {
				continue
			}
			for _, found := range id.FindAllString(strings.ReplaceAll(proves.FindString(function.Name.Name), "C", " C"), -1) {
				if base := filepath.Base(path); !slices.Contains(files[found], base) {
					t.Errorf("%s stands in tests/%s, but the section of %s in contract.md names %q", function.Name.Name, base, found, files[found])
				}
			}
		}
	}
}

// filesOfSections returns the files that the section of each id names.
func filesOfSections(t *testing.T) map[string][]string {
	t.Helper()
	contract, err := os.ReadFile("contract.md")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]string{}
	for section := range strings.SplitSeq(string(contract), "\n## ") {
		prose, _, _ := strings.Cut(section, "\n| id |")
		var named []string
		for _, match := range checkFile.FindAllStringSubmatch(prose, -1) {
			if _, err := os.Stat(filepath.Join("../tests", match[1])); err != nil {
				t.Errorf("contract.md names a file of checks that does not exist: %v", err)
			}
			named = append(named, match[1])
		}
		for _, line := range contractLine.FindAllStringSubmatch(section, -1) {
			files[line[1]] = named
		}
	}
	return files
}
