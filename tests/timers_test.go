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
	return fmt.Sprintf(`
		const {setTimeout} = self;
		self.setTimeout = (call, delay, ...args) => delay === %s ? 0 : setTimeout(call, delay, ...args);`,
		milliseconds(t, duration))
}

// withTimersHeld is a script after which timers of one duration fire when letGo() is
// called, and not before.
func withTimersHeld(t *testing.T, duration string) string {
	t.Helper()
	return fmt.Sprintf(`
		const {setTimeout, clearTimeout} = self;
		const held = new Map();
		self.setTimeout = (call, delay, ...args) => {
			const hold = delay === %s;
			const id = setTimeout(hold ? () => {} : call, delay, ...args);
			if (hold) held.set(id, call);
			return id;
		};
		self.clearTimeout = (id) => {
			held.delete(id);
			clearTimeout(id);
		};
		self.letGo = () => {
			Object.assign(self, {setTimeout, clearTimeout});
			for (const call of held.values()) call();
		};`, milliseconds(t, duration))
}

// milliseconds is a duration of js/shared/timing.js, as JavaScript writes it.
func milliseconds(t *testing.T, duration string) string {
	t.Helper()
	timing, err := os.ReadFile("../js/shared/timing.js")
	if err != nil {
		t.Fatal(err)
	}
	value := regexp.MustCompile(`export const ` + duration + ` = ([\d_]+);`).FindSubmatch(timing)
	if value == nil {
		t.Fatalf("js/shared/timing.js has no number of milliseconds for %s", duration)
	}
	return strings.ReplaceAll(string(value[1]), "_", "")
}
