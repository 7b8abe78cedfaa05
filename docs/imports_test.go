package docs

import (
	"errors"
	"go/build"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// importRule says which imports are forbidden in which packages. Packages of this module are
// named without the module's path. "web/..." is package web and all below it, "polyfill/*" is
// all below package polyfill without that package itself.
type importRule struct {
	packages  []string
	except    []string
	forbidden []string
	tests     bool // The rule also holds for the packages' _test.go files.
	reason    string
}

// otherModules are all packages outside of this module and of the standard library.
const otherModules = "another module"

// importRules are invariant 12 of design.md for Go. tools/eslint.config.mjs has the rules for
// JavaScript.
var importRules = []importRule{
	{
		packages:  []string{"polyfill/..."},
		forbidden: []string{otherModules, "syscall/js", "wasm/...", "web/...", "tests/...", "docs"},
		tests:     true,
		reason:    "polyfill and its test helpers use the standard library alone, so that they run without a browser",
	},
	{
		packages:  []string{"polyfill", "wasm", "wasm/idbstore/...", "wasm/internal/..."},
		forbidden: []string{"fmt", "log", "encoding/json", "net", "net/...", "testing", "testing/...", "polyfill/*"},
		reason:    "these packages are compiled into the core, which users download: it must stay small, and has no test helpers",
	},
	{
		packages:  []string{"polyfill/...", "wasm/...", "web/...", "tests/...", "docs"},
		except:    []string{"wasm/idbstore"},
		forbidden: []string{"github.com/hack-pad/go-indexeddb/..."},
		tests:     true,
		reason:    "wasm/idbstore alone uses go-indexeddb, because it works around that library's faults",
	},
	{
		packages:  []string{"web/...", "tests/..."},
		forbidden: []string{"polyfill/...", "wasm/..."},
		tests:     true,
		reason:    "the demo and the browser tests use the files that make build makes, as an app does",
	},
}

func TestNoPackageImportsWhatTheImportRulesForbid(t *testing.T) {
	applied := make([]bool, len(importRules))
	for _, target := range [][2]string{{"linux", "amd64"}, {"js", "wasm"}} {
		for _, p := range goPackages(t, target[0], target[1]) {
			for i, rule := range importRules {
				if !matchesAny(rule.packages, p.name) || matchesAny(rule.except, p.name) {
					continue
				}
				applied[i] = true
				imports := p.imports
				if rule.tests {
					imports = append(slices.Clone(imports), p.testImports...)
				}
				for _, path := range imports {
					if matchesAny(rule.forbidden, path) {
						t.Errorf("package %s imports %s (GOOS=%s): %s", p.name, path, target[0], rule.reason)
					}
				}
			}
		}
	}
	for i, rule := range importRules {
		if !applied[i] {
			t.Errorf("no package has one of the names %q of an import rule", rule.packages)
		}
	}
}

type goPackage struct {
	name                 string // Without the module's path, as all names of the module.
	imports, testImports []string
}

// goPackages returns the packages of the module that have files for the target.
func goPackages(t *testing.T, goos, goarch string) (packages []goPackage) {
	t.Helper()
	target := build.Default
	target.GOOS, target.GOARCH, target.CgoEnabled = goos, goarch, false
	target.BuildTags = []string{"bench", "soak"}
	err := filepath.WalkDir("..", func(directory string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return err
		}
		if isNoPackage(directory) {
			return fs.SkipDir
		}
		found, err := target.ImportDir(directory, 0)
		var none *build.NoGoError
		if errors.As(err, &none) {
			return nil
		}
		if err != nil {
			return err
		}
		name := strings.TrimPrefix(filepath.ToSlash(directory), "../")
		packages = append(packages, goPackage{
			name, withoutModule(found.Imports), withoutModule(slices.Concat(found.TestImports, found.XTestImports)),
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return packages
}

// isNoPackage reports whether the directory and all below it have no Go of this module.
func isNoPackage(directory string) bool {
	switch name := filepath.Base(directory); name {
	case "node_modules", "testdata":
		return true
	case "build", "dist", "tools", ".git":
		return filepath.Dir(directory) == ".."
	}
	return false
}

func withoutModule(paths []string) (names []string) {
	for _, path := range paths {
		names = append(names, strings.TrimPrefix(path, "background-sync-polyfill/"))
	}
	return names
}

func matchesAny(patterns []string, name string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool { return matches(pattern, name) })
}

func matches(pattern, name string) bool {
	if pattern == otherModules {
		first, _, _ := strings.Cut(name, "/")
		return strings.Contains(first, ".")
	}
	if above, ok := strings.CutSuffix(pattern, "/..."); ok {
		return name == above || strings.HasPrefix(name, above+"/")
	}
	if above, ok := strings.CutSuffix(pattern, "/*"); ok {
		return strings.HasPrefix(name, above+"/")
	}
	return name == pattern
}
