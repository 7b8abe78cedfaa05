#!/bin/sh
# Runs the tests of wasm/ in a page of headless Chromium. Arguments go to `go test`, such as
# -run NAME. Needs build/gotestsum, build/wasmbrowsertest and Chromium.
set -eu

# The runner passes its whole environment to the program, and wasm_exec.js limits the size.
runner="env -i PATH=$PATH HOME=${HOME:-/} $(pwd)/build/wasmbrowsertest"
export GOOS=js GOARCH=wasm
exec sh tools/gotestsum.sh -count=1 -exec "$runner" "$@" ./wasm/...
