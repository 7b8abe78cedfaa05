#!/bin/sh
# Runs the tests of wasm/ in a page of headless Chromium. The environment is
# cleared for the runner: it passes all of it on, and there is a limit.
set -eu

mkdir -p build
go build -modfile=tools/go.mod -o build/wasmbrowsertest github.com/agnivade/wasmbrowsertest
root=$(pwd)
exec env GOOS=js GOARCH=wasm go test -exec "env -i PATH=$PATH HOME=${HOME:-/} $root/build/wasmbrowsertest" "$@" ./wasm/...
