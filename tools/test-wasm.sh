#!/bin/sh
# Runs the tests of wasm/ in a page of headless Chromium. The environment is
# cleared for the runner: it passes all of it on, and there is a limit.
set -eu

runner="env -i PATH=$PATH HOME=${HOME:-/} $(pwd)/build/wasmbrowsertest"
export GOOS=js GOARCH=wasm
exec sh tools/gotestsum.sh -count=1 -exec "$runner" "$@" ./wasm/...
