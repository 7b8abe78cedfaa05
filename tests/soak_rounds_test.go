//go:build linux && soak

package tests

import (
	"context"
	"flag"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"background-sync-polyfill/tests/harness"
)

var soakRounds = flag.Int("soak-rounds", 10_000, "how many rounds of register and fire TestSoakRounds takes")

// roundsLimit only bounds a hang of TestSoakRounds.
const roundsLimit = time.Hour

// TestMemoryStaysFlat of wasm/ runs 10,000 rounds in a service worker.
func TestSoakRounds(t *testing.T) {
	dir := t.TempDir()
	goTool(t, "test", "-c", "-o", dir+"/", "./wasm")
	harness.InPolyfilledTargets(t, func(t *testing.T, s *harness.Site) {
		var cancel context.CancelFunc
		s.Ctx, cancel = context.WithTimeout(t.Context(), roundsLimit)
		defer cancel()
		serveGoTests(s, filepath.Join(dir, "wasm.test"))
		page := s.Open("/?worker=/go-tests-worker.js")
		s.RunInWorker(page, `
			self.ran = runGo('/go.test', '-test.v', '-test.run=^TestMemoryStaysFlat$', '-test.timeout=0', '-rounds=' + args)`, *soakRounds)
		var ran *goRun
		for ran == nil {
			// Each message keeps the worker alive. Firefox ends a message that waits for a minute.
			ran = harness.FromWorker[*goRun](s, page, `return Promise.race([ran, new Promise((done) => setTimeout(done, 5000))])`, nil)
		}
		fmt.Printf("\n%s\n%s", s.Target.Name, strings.TrimPrefix(ran.Output, "=== RUN   TestMemoryStaysFlat\n"))
		if ran.ExitCode != 0 {
			t.Errorf("TestMemoryStaysFlat ended with exit code %d, want 0", ran.ExitCode)
		}
	})
}
