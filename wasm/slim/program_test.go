//go:build !js

package slim

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const (
	root      = "../.."
	module    = "background-sync-polyfill/"
	slimPaths = module + "wasm/slim/"
)

// listed is a package in the output of `go list`.
type listed struct {
	ImportPath, Dir  string
	GoFiles, Imports []string
	Standard         bool
}

// program is the core with the replacements, as `make build` compiles it.
type program struct {
	files    *token.FileSet
	packages map[string]listed
	checked  map[string]*checked
	replaced []string // The import paths of the standard library that are replaced.
	errors   []error
}

type checked struct {
	*types.Package
	info  types.Info
	files []*ast.File
}

// loadProgram checks the types of ./wasm and of all its imports, for GOOS=js.
func loadProgram(t *testing.T) *program {
	t.Helper()
	p := &program{files: token.NewFileSet(), packages: map[string]listed{}, checked: map[string]*checked{}}
	list := exec.Command("go", "list", "-deps", "-json=ImportPath,Dir,GoFiles,Imports,Standard", "./wasm", "./wasm/slim/...")
	list.Dir = root
	list.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	list.Stderr = t.Output()
	output, err := list.Output()
	if err != nil {
		t.Fatalf("%v: %v", list, err)
	}
	for decoder := json.NewDecoder(strings.NewReader(string(output))); ; {
		var l listed
		if err := decoder.Decode(&l); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		p.packages[l.ImportPath] = l
		if path, ok := strings.CutPrefix(l.ImportPath, slimPaths); ok {
			p.replaced = append(p.replaced, path)
		}
	}
	if len(p.replaced) == 0 {
		t.Fatal("there are no replacements")
	}
	// Reading go.mod makes Go run this test again after go.mod has changed: `go list` is another
	// process, whose reads do not count.
	if _, err := os.ReadFile(filepath.Join(root, "go.mod")); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Import(module + "wasm"); err != nil {
		t.Fatal(err)
	}
	return p
}

// Import implements [types.Importer].
func (p *program) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if done := p.checked[path]; done != nil {
		return done.Package, nil
	}
	source := path
	if slices.Contains(p.replaced, path) {
		source = slimPaths + path
	}
	l, ok := p.packages[source]
	if !ok {
		return nil, fmt.Errorf("go list does not name %s", path)
	}
	_, _ = os.ReadDir(l.Dir) // As above, for a file that is added.
	var files []*ast.File
	for _, name := range l.GoFiles {
		file, err := parser.ParseFile(p.files, filepath.Join(l.Dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	return p.check(path, files, l.Standard && !p.usesReplaced(l)).Package, nil
}

// usesReplaced reports whether the package imports a replacement.
func (p *program) usesReplaced(l listed) bool {
	return slices.ContainsFunc(l.Imports, func(path string) bool { return slices.Contains(p.replaced, path) })
}

// check checks the types of a package. withoutBodies leaves out the bodies of its functions,
// which saves time for a package that uses no replacement.
func (p *program) check(path string, files []*ast.File, withoutBodies bool) *checked {
	c := &checked{files: files, info: types.Info{
		Types: map[ast.Expr]types.TypeAndValue{},
		Uses:  map[*ast.Ident]types.Object{},
	}}
	config := types.Config{
		Importer:         p,
		Sizes:            types.SizesFor("gc", "wasm"),
		IgnoreFuncBodies: withoutBodies,
		Error:            func(err error) { p.errors = append(p.errors, err) },
	}
	c.Package, _ = config.Check(path, p.files, files, &c.info)
	p.checked[path] = c
	return c
}
