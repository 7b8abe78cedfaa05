#!/bin/sh
# Runs `go test` with one line for each package, and the number of tests at the end. Arguments
# go to `go test`. Needs build/gotestsum.
[ -x build/gotestsum ] || { echo 'build/gotestsum is missing: run `make tools` first.' >&2; exit 1; }
exec build/gotestsum --format pkgname --hide-summary=skipped -- "$@"
