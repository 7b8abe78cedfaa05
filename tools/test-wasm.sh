#!/bin/sh
# Runs the tests of wasm/ in a page of headless Chromium. Arguments go to `go test`, such as
# -run NAME. Needs build/gotestsum, build/wasmbrowsertest and Chromium.
set -eu

[ -x build/wasmbrowsertest ] || { echo 'build/wasmbrowsertest is missing: run `make tools` first.' >&2; exit 1; }
# env -i: the runner passes its whole environment to the tests, and wasm_exec.js limits its size.
runner="env -i PATH=$PATH HOME=${HOME:-/} $(pwd)/build/wasmbrowsertest"
export GOOS=js GOARCH=wasm
exec sh tools/gotestsum.sh -count=1 -exec "$runner" "$@" ./wasm/...
