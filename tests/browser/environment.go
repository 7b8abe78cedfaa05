//go:build linux

package browser

import (
	"os"
	"path/filepath"
)

// environment makes the home of a browser in its profile and returns the
// variables that keep it there. None of the test program's own variables are
// handed on: a browser must not behave differently from machine to machine.
func environment(profile string) ([]string, error) {
	directories := map[string]string{
		"HOME":            "home",
		"XDG_CONFIG_HOME": "home/.config",
		"XDG_CACHE_HOME":  "home/.cache",
		"XDG_DATA_HOME":   "home/.local/share",
		"XDG_STATE_HOME":  "home/.local/state",
	}
	env := []string{
		"PATH=/usr/local/bin:/usr/bin:/bin",
		"LANG=C.UTF-8",
		"TZ=UTC",
		// Without a session bus the toolkits would each try to start one.
		"DBUS_SESSION_BUS_ADDRESS=disabled:",
	}
	for variable, name := range directories {
		directory := filepath.Join(profile, name)
		if err := os.MkdirAll(directory, 0o700); err != nil {
			return nil, err
		}
		env = append(env, variable+"="+directory)
	}
	return env, nil
}
