//go:build linux

package tests

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
)

// withoutTimer is a script after which timers of one duration never fire. The duration is
// given by its name in js/shared/timing.js; others that are as long go with it.
func withoutTimer(t *testing.T, duration string) string {
	t.Helper()
	timing, err := os.ReadFile("../js/shared/timing.js")
	if err != nil {
		t.Fatal(err)
	}
	value := regexp.MustCompile(`export const ` + duration + ` = ([\d_]+);`).FindSubmatch(timing)
	if value == nil {
		t.Fatalf("js/shared/timing.js has no number of milliseconds for %s", duration)
	}
	return fmt.Sprintf(`
		const {setTimeout} = self;
		self.setTimeout = (call, delay, ...args) => delay === %s ? 0 : setTimeout(call, delay, ...args);`,
		strings.ReplaceAll(string(value[1]), "_", ""))
}
