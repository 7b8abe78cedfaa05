//go:build !js

package log_test

import (
	"errors"
	"os"
	"os/exec"
	"testing"

	slim "background-sync-polyfill/wasm/slim/log"
)

// Println writes to the standard error of the whole process, so the test runs itself in
// another process.
func TestPrintlnWritesOneLineToStandardError(t *testing.T) {
	if os.Getenv("PRINT_A_LINE") != "" {
		slim.Println("Error closing DB:", errors.New("cause"))
		os.Exit(0)
	}
	command := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
	command.Env = append(os.Environ(), "PRINT_A_LINE=1")
	stderr, err := os.CreateTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	command.Stderr = stderr
	if err := command.Run(); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(stderr.Name())
	if want := "Error closing DB: cause\n"; string(got) != want || err != nil {
		t.Errorf("Println() wrote %q, %v, want %q", got, err, want)
	}
}
