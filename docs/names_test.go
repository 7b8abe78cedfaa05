package docs

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	// fileName matches the name of a source file between backticks, with or without its folders.
	fileName = regexp.MustCompile("`(?:\\.\\./)*((?:[\\w.-]+/)*[\\w.-]+\\.(?:go|js|mjs|mts|sh|awk|txt|py|html|wasm\\.gz))`")
	// memberName matches a method of a class or of a Go type, such as `Waker.wake`.
	memberName = regexp.MustCompile("`(\\w+)\\.#?(\\w+)`")
	// codeName matches the name of a function, a method or a type between backticks.
	codeName = regexp.MustCompile("`(?:\\w+\\.)?#?(\\w+)`")
)

// made are files that no clone has: make build makes them, or an app has them.
var made = []string{"background-sync.wasm.gz", "background-sync.js", "background-sync-worker.js", "wasm_exec.js", "sw.js"}

// pages are those that name files, functions and methods.
var pages = []string{"design.md", "contract.md", "testing.md", "../CONTRIBUTING.md", "../js/worker/wake/README.md"}

// TestFilesThatTheDocsNameExist fails if a page for maintainers names a source file that is not
// in the repository. A name without folders may be that of any file.
func TestFilesThatTheDocsNameExist(t *testing.T) {
	files := sourceFiles(t)
	for _, page := range pages {
		for _, match := range fileName.FindAllStringSubmatch(read(t, page), -1) {
			if len(filesNamed(files, match[1])) == 0 && !slices.Contains(made, path.Base(match[1])) {
				t.Errorf("%s names %s, which does not exist", page, match[1])
			}
		}
	}
}

// TestMembersThatTheDocsNameExist fails if a page names a member of a class or of a Go type that
// does not define it. It passes over names whose first part is neither, such as `navigator.onLine`.
func TestMembersThatTheDocsNameExist(t *testing.T) {
	var code strings.Builder
	for _, file := range sourceFiles(t) {
		if extension := path.Ext(file); extension == ".go" || extension == ".js" {
			code.WriteString(read(t, file) + "\n")
		}
	}
	checked := 0
	for _, page := range pages {
		for _, match := range memberName.FindAllStringSubmatch(read(t, page), -1) {
			owner, member := match[1], match[2]
			if fileName.MatchString(match[0]) {
				continue
			}
			if !regexp.MustCompile(`(?m)^(?:export )?(?:class|type) ` + owner + `\b`).MatchString(code.String()) {
				continue
			}
			checked++
			inGo := `^func \(\w+ \*?` + owner + `\) ` + member + `\(|^\t` + member + `\(|^\t` + member + ` .*`
			inJS := `^  (?:static |async |get )*#?` + member + `(?:\(.*\{| =|;)`
			if !regexp.MustCompile(`(?m)` + inGo + `|` + inJS).MatchString(code.String()) {
				t.Errorf("%s names %s, which nothing defines", page, match[0])
			}
		}
	}
	if checked == 0 {
		t.Error("the pages name no members")
	}
}

// TestFunctionsThatTheDocsNameExist reads the table "Where things happen" of design.md. Each name
// in its last column must occur in one of the files of the row.
func TestFunctionsThatTheDocsNameExist(t *testing.T) {
	files := sourceFiles(t)
	_, table, found := strings.Cut(read(t, "design.md"), "\n## Where things happen\n")
	table, _, _ = strings.Cut(table, "\n## ")
	rows := 0
	for line := range strings.Lines(table) {
		cells := strings.Split(line, "|")
		if len(cells) != 5 || !strings.Contains(cells[2], "`") {
			continue
		}
		rows++
		var code strings.Builder
		for _, match := range fileName.FindAllStringSubmatch(cells[2], -1) {
			for _, file := range filesNamed(files, match[1]) {
				code.WriteString(read(t, file))
			}
		}
		for _, match := range codeName.FindAllStringSubmatch(cells[3], -1) {
			if !regexp.MustCompile(`\b` + match[1] + `\b`).MatchString(code.String()) {
				t.Errorf("%s is not in the files of its row: %s", match[0], strings.TrimSpace(line))
			}
		}
	}
	if !found || rows == 0 {
		t.Fatal("design.md has no table in the section 'Where things happen'")
	}
}

// sourceFiles returns the paths of all files of the repository, relative to this directory.
func sourceFiles(t *testing.T) (files []string) {
	t.Helper()
	err := filepath.WalkDir("..", func(path string, entry os.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && slices.Contains([]string{".git", "node_modules", "dist", "build", "released"}, entry.Name()):
			return filepath.SkipDir
		case !entry.IsDir():
			files = append(files, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// filesNamed returns the files whose path ends with the name.
func filesNamed(files []string, name string) (named []string) {
	for _, file := range files {
		if strings.HasSuffix(file, "/"+name) {
			named = append(named, file)
		}
	}
	return named
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
