#!/bin/sh
# go test, with a closing line that counts. Built first: run by `go tool` it
# would be built for the GOOS of the tests.
set -eu

mkdir -p build
GOOS='' GOARCH='' go build -modfile=tools/go.mod -o build/gotestsum gotest.tools/gotestsum
exec build/gotestsum --format pkgname --hide-summary=skipped -- "$@"
