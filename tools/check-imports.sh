#!/bin/sh
# The import rules: the core is plain Go, the browser's half depends on it and
# never the other way, and whatever runs in the app's worker stays small.
set -eu

format='{{$p := .ImportPath}}{{range .Imports}}{{$p}} imports {{.}}{{"\n"}}{{end}}'
# web and tests keep to the rule in their own tests too.
with_tests="$format"'{{range .TestImports}}{{$p}} imports {{.}}{{"\n"}}{{end}}{{range .XTestImports}}{{$p}} imports {{.}}{{"\n"}}{{end}}'
failed=0
forbid() { # rule, packages, GOOS, GOARCH, pattern of forbidden imports
	list=$(GOOS=$3 GOARCH=$4 go list -f "$format" $2) || exit 1
	found=$(echo "$list" | grep -E " imports ($5)\$" || true)
	[ -z "$found" ] || { printf '%s:\n%s\n' "$1" "$found"; failed=1; }
}

host="$(go env GOOS) $(go env GOARCH)"
# shellcheck disable=SC2086
{
	forbid "polyfill uses the standard library only" ./polyfill/... $host '[^/]*\..*|syscall/js|background-sync-polyfill/(wasm|web|tests).*'
	forbid "what runs in the worker must not import these" ./polyfill $host 'fmt|log|encoding/json|net|net/.*'
	forbid "what runs in the worker must not import these" "./wasm ./wasm/idbstore/... ./wasm/internal/..." js wasm 'fmt|log|encoding/json|net|net/.*'
	forbid "only the store knows go-indexeddb" "./wasm ./wasm/internal/..." js wasm 'github.com/hack-pad/go-indexeddb.*'
	format=$with_tests
	forbid "web and tests use what make build made" "./web/... ./tests/..." $host 'background-sync-polyfill/(polyfill|wasm).*'
}
exit $failed
