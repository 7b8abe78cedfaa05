//go:build linux

package tests

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"background-sync-polyfill/tests/harness"
)

// The Go tests of wasm/ run in a service worker, where the core runs. Each is a subtest.
func TestGoTestsInTheWorker(t *testing.T) {
	for _, program := range testPrograms(t) {
		name := strings.TrimSuffix(filepath.Base(program), ".test")
		t.Run(name, func(t *testing.T) {
			harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
				serveGoTests(s, program)
				runGoTests(s, "/go.test")
			})
		})
	}
}

// serveGoTests serves the program as /go.test, with what runs it.
func serveGoTests(s *harness.Site, program string) {
	s.T.Helper()
	s.Serve("/background-sync.js", harness.EmptyScript) // No page of the polyfill may touch the storage of the tests.
	s.Serve("/wasm_exec.js", harness.File(filepath.Join(goTool(s.T, "env", "GOROOT"), "lib/wasm/wasm_exec.js")))
	s.Serve("/go.test", harness.File(program))
}

// goRun is what a program wrote, and how it ended.
type goRun struct {
	Output   string
	ExitCode int
}

// goVerdict is the line in which a Go test ends. The mark before the
// line tells it from the output of the tests.
var goVerdict = regexp.MustCompile(`\x16 *--- ([A-Z]+): (\S+) \(`)

func runGoTests(s *harness.Site, url string) {
	s.T.Helper()
	page := s.Open("/?worker=/go-tests-worker.js")
	// A test that hangs must say where, before Firefox ends the worker's message after 60 s.
	ran := harness.FromWorker[goRun](s, page, `return runGo(args, '-test.v=test2json', '-test.timeout=50s', '-test.paniconexit0')`, url)

	verdicts := goVerdict.FindAllStringSubmatch(ran.Output, -1)
	for _, verdict := range verdicts {
		s.T.Run(verdict[2], func(t *testing.T) {
			if verdict[1] != "PASS" {
				t.Errorf("the test ended with %s", verdict[1])
			}
		})
	}
	if len(verdicts) == 0 {
		s.T.Error("no test ran")
	}
	if ran.ExitCode != 0 || s.T.Failed() {
		s.T.Errorf("the tests ended with exit code %d and wrote\n%s", ran.ExitCode, strings.ReplaceAll(ran.Output, "\x16", ""))
	}
}

// testPrograms compiles the tests of each package below wasm that has some.
func testPrograms(t *testing.T) []string {
	t.Helper()
	dir := t.TempDir()
	goTool(t, "test", "-c", "-o", dir+"/", "./wasm/...")
	programs, _ := filepath.Glob(filepath.Join(dir, "*.test"))
	if len(programs) == 0 {
		t.Fatal("no package below wasm has tests")
	}
	return programs
}

// goTool runs the go command for the core's platform and returns what it prints.
func goTool(t *testing.T, args ...string) string {
	t.Helper()
	command := exec.CommandContext(t.Context(), "go", args...)
	command.Dir = ".."
	command.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	command.Stderr = t.Output()
	output, err := command.Output()
	if err != nil {
		t.Fatalf("%v: %v\n%s", command, err, output)
	}
	return strings.TrimSpace(string(output))
}
