//go:build linux

package harness

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
)

// WithoutTimers is a script after which timers of one duration never fire. The duration is
// the name of a constant in js/shared/timing.js. Timers of another constant with the same
// value do not fire either.
func WithoutTimers(t *testing.T, duration string) string {
	t.Helper()
	return fmt.Sprintf(`
		const {setTimeout} = self;
		self.setTimeout = (call, delay, ...args) => delay === %s ? 0 : setTimeout(call, delay, ...args);`,
		milliseconds(t, duration))
}

// WithTimersHeld is a script after which timers of one duration fire only when letGo() is
// called. The duration is the name of a constant in js/shared/timing.js.
func WithTimersHeld(t *testing.T, duration string) string {
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

// milliseconds is the value of a constant in js/shared/timing.js, as JavaScript writes it.
func milliseconds(t *testing.T, duration string) string {
	t.Helper()
	timing, err := os.ReadFile("../js/shared/timing.js")
	if err != nil {
		t.Fatal(err)
	}
	value := regexp.MustCompile(`export const ` + duration + ` = ([\d_]+);`).FindSubmatch(timing)
	if value == nil {
		t.Fatalf("js/shared/timing.js has no constant %s with a number of milliseconds", duration)
	}
	return strings.ReplaceAll(string(value[1]), "_", "")
}
