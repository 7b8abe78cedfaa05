package docs

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// codeBlock is a fenced block, with the comment right above it if there is one.
var codeBlock = regexp.MustCompile("(?m)(?:^<!-- (.+) -->\n)?^```(\\w*)\n((?s:.*?))^```$")

// notTested marks code of the guides that stands in no file.
const notTested = "not tested"

// TestCodeBlocksAreExcerpts fails when a block below the name of a file, as in
// <!-- tests/npm/apps/plain/sw.js -->, is no run of that file's lines, and when a block of a guide,
// other than a shell's commands, names none.
func TestCodeBlocksAreExcerpts(t *testing.T) {
	guides, err := filepath.Glob("guides/*.md")
	if err != nil || len(guides) == 0 {
		t.Fatal("there are no guides", err)
	}
	for _, page := range append(guides, filepath.Join("..", "README.md")) {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		excerpts := 0
		for _, match := range codeBlock.FindAllStringSubmatch(string(text), -1) {
			name, language, code := match[1], match[2], match[3]
			if name == "" {
				if strings.HasPrefix(page, "guides") && language != "sh" {
					t.Errorf("%s: this block names no file:\n%s", page, code)
				}
				continue
			}
			if name == notTested {
				continue
			}
			excerpts++
			file, err := os.ReadFile(filepath.Join("..", name))
			if err != nil {
				t.Errorf("%s: %v", page, err)
			} else if !strings.Contains("\n"+string(file), "\n"+code) {
				t.Errorf("%s: this is not in %s:\n%s", page, name, code)
			}
		}
		if excerpts == 0 {
			t.Errorf("%s has no excerpt", page)
		}
	}
}
