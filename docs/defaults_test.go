package docs

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"background-sync-polyfill/polyfill"
)

// TestTheReadmeHasTheDefaults compares the defaults of the retry rules in README.md with
// those in polyfill/parameters.go.
func TestTheReadmeHasTheDefaults(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	p := polyfill.DefaultParameters()
	for name, value := range map[string]any{
		"maxAttempts":       p.MaxAttempts,
		"initialRetryDelay": p.InitialRetryDelay.Milliseconds(),
		"retryDelayFactor":  p.RetryDelayFactor,
		"maxEventDuration":  p.MaxEventDuration.Milliseconds(),
	} {
		if row := fmt.Sprintf("| `%s` | `%v` |", name, value); !strings.Contains(string(readme), row) {
			t.Errorf("README.md has no row that begins with %q", row)
		}
	}
}
