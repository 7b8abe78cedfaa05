//go:build !js

package slim

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// compiler is a fake go command. It reports the version in $FAKE_VERSION, and writes the
// arguments of each build to a file.
const compiler = `#!/bin/sh
case "$*" in
"env GOVERSION") echo "$FAKE_VERSION" ;;
"env GOROOT") echo "$FAKE_GOROOT" ;;
list*) echo background-sync-polyfill/wasm/slim/internal/godebug ;;
build*) echo "$0 $* with GOROOT=$GOROOT" >built ;;
esac
`

// buildWith runs tools/build-core.sh in a new checkout, with a fake Go of that version. built
// is the build command that the script ran, said the output of the script.
func buildWith(t *testing.T, version string) (checkout, built, said string) {
	t.Helper()
	checkout = t.TempDir()
	goroot := filepath.Join(checkout, "standard")
	write := func(name, content string) {
		path := filepath.Join(checkout, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	write("go.mod", "module background-sync-polyfill\n\ngo 1.26\n\ntoolchain go1.26.8\n")
	write("build/overlay.json", "of an earlier build")
	write("standard/bin/go", compiler)
	write("standard/src/internal/godebug/godebug.go", "")
	write("standard/src/internal/godebug/more.go", "")
	write("wasm/slim/internal/godebug/godebug.go", "")
	script, err := filepath.Abs(filepath.Join(root, "tools/build-core.sh"))
	if err != nil {
		t.Fatal(err)
	}

	command := exec.Command("sh", script)
	command.Dir = checkout
	command.Env = append(os.Environ(), "PWD="+checkout, "FAKE_VERSION="+version, "FAKE_GOROOT="+goroot,
		"GOROOT=", "PATH="+filepath.Join(goroot, "bin")+":"+os.Getenv("PATH"))
	output, err := command.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %v\n%s", command, err, output)
	}
	line, err := os.ReadFile(filepath.Join(checkout, "built"))
	if err != nil {
		t.Fatal(err)
	}
	return checkout, string(line), string(output)
}

func TestThePinnedGoBuildsTheCoreWithTheReplacements(t *testing.T) {
	checkout, built, said := buildWith(t, "go1.26.8")
	goroot := filepath.Join(checkout, "build/goroot")
	if want := goroot + "/bin/go build -overlay build/overlay.json"; !strings.HasPrefix(built, want) ||
		!strings.HasSuffix(built, "with GOROOT="+goroot+"\n") {
		t.Errorf("the build command is %s, want %s with that GOROOT", built, want)
	}
	if said != "" {
		t.Errorf("the output of the build is %q, want none", said)
	}
	content, err := os.ReadFile(filepath.Join(checkout, "build/overlay.json"))
	if err != nil {
		t.Fatal(err)
	}
	var overlay struct{ Replace map[string]string }
	if err := json.Unmarshal(content, &overlay); err != nil {
		t.Fatalf("%v\n%s", err, content)
	}
	replaced := filepath.Join(goroot, "src/internal/godebug") + "/"
	for path, want := range map[string]string{
		replaced + "godebug.go":      "",
		replaced + "more.go":         "",
		replaced + "slim_godebug.go": filepath.Join(checkout, "wasm/slim/internal/godebug/godebug.go"),
	} {
		if got, ok := overlay.Replace[path]; got != want || !ok {
			t.Errorf("%s is replaced by %q, %v, want %q", path, got, ok, want)
		}
	}
}

func TestAnotherGoBuildsTheCoreWithoutTheReplacementsAndSaysSo(t *testing.T) {
	for _, version := range []string{"go1.26.9", "go1.27.0", "go1.26.8 X:nogreenteagc"} {
		checkout, built, said := buildWith(t, version)
		if strings.Contains(built, "overlay") || !strings.Contains(built, "go build -buildvcs=false -trimpath") {
			t.Errorf("%s: the build command is %s, want it without an overlay", version, built)
		}
		if _, err := os.Stat(filepath.Join(checkout, "build/overlay.json")); err == nil {
			t.Errorf("%s: the overlay of an earlier build is still there, so tools/size.sh would demand the smaller budget", version)
		}
		for _, words := range []string{"WARNING", "go1.26.8", version} {
			if !strings.Contains(said, words) {
				t.Errorf("%s: the output of the build is %q, without %s", version, said, words)
			}
		}
	}
}
