package polyfill_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"background-sync-polyfill/polyfill/scenario"
)

var update = flag.Bool("update", false, "rewrite the answers in testdata/scenarios")

// TestScenarios plays every transcript in testdata/scenarios; the README there describes
// them.
func TestScenarios(t *testing.T) {
	files, err := filepath.Glob("testdata/scenarios/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no scenarios", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !regexp.MustCompile(`(?s)^# .*\bC\d\d\b.*?\n\n> `).Match(text) {
				t.Errorf("%s: it must begin with a comment that says what it shows, and names the ids", file)
			}
			got, violated := scenario.Replay(t, string(text), nil)
			if violated != nil {
				t.Errorf("%s: %v", file, violated)
			}
			if got == string(text) {
				return
			}
			if !*update {
				t.Errorf("%s: the answers differ; -update rewrites them\n%s", file, scenario.Difference(string(text), got))
				return
			}
			if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
				t.Error(err)
			}
		})
	}
}
