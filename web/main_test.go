package main

import (
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

// builtPolyfill returns a build that has every file of the polyfill that the demo needs.
func builtPolyfill() fstest.MapFS {
	build := fstest.MapFS{}
	for _, name := range buildFiles {
		build[name] = &fstest.MapFile{Data: []byte("built " + name)}
	}
	return build
}

func do(t *testing.T, h http.Handler, r *http.Request) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func get(t *testing.T, h http.Handler, target string) *httptest.ResponseRecorder {
	t.Helper()
	return do(t, h, httptest.NewRequest(http.MethodGet, target, nil))
}

func TestRunWithoutBuildNamesTheCommandToRun(t *testing.T) {
	err := run("localhost:0", t.TempDir(), io.Discard)
	if !errors.Is(err, errNoBuild) || !strings.Contains(err.Error(), "make build") {
		t.Fatalf("run without a build returns %v, want errNoBuild with the command", err)
	}
}

func TestOpenAddressKeepsTheHostThatWasAskedFor(t *testing.T) {
	bound := &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 4321}
	for asked, want := range map[string]string{
		"localhost:0":    "http://localhost:4321/",
		"127.0.0.1:4321": "http://127.0.0.1:4321/",
		"[::1]:4321":     "http://[::1]:4321/",
		":4321":          "http://localhost:4321/",
		"0.0.0.0:4321":   "http://localhost:4321/",
		"[::]:4321":      "http://localhost:4321/",
	} {
		if got := openAddress(asked, bound); got != want {
			t.Errorf("openAddress(%q) = %q, want %q", asked, got, want)
		}
	}
}

func TestPolicyAllowsWasmButNoInlineScript(t *testing.T) {
	for _, target := range []string{"/", "/sw.js", "/notes", "/nothing"} {
		policy := get(t, newHandler(builtPolyfill()), target).Header().Get("Content-Security-Policy")
		if !strings.Contains(policy, "'wasm-unsafe-eval'") || strings.Contains(policy, "'unsafe-inline'") {
			t.Errorf("%s has the policy %q, want 'wasm-unsafe-eval' and no 'unsafe-inline'", target, policy)
		}
	}
}
