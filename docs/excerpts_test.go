package docs

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// codeBlock matches a fenced block, and the comment right above it if there is one.
var codeBlock = regexp.MustCompile("(?m)(?:^<!-- (.+) -->\n)?^```(\\w*)\n((?s:.*?))^```$")

// notTested marks code of a guide that is in no file.
const notTested = "not tested"

// TestCodeBlocksAreExcerpts compares the code in README and in the guides with the files of the
// apps. A block below the name of a file, as in <!-- tests/npm/apps/plain/sw.js -->, must be lines
// of that file. In a guide each block must name a file, unless it is a shell's commands or is
// marked as not tested.
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
					t.Errorf("%s: name the file of this block in a comment above it:\n%s", page, code)
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
				t.Errorf("%s: these lines are not in %s:\n%s", page, name, code)
			}
		}
		if excerpts == 0 {
			t.Errorf("%s has no excerpt", page)
		}
	}
}
