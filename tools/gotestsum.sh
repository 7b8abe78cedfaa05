#!/bin/sh
# go test, with a closing line that counts.
[ -x build/gotestsum ] || { echo 'The tools are missing: run `make tools` first.' >&2; exit 1; }
exec build/gotestsum --format pkgname --hide-summary=skipped -- "$@"
