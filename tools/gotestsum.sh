#!/bin/sh
# go test, with a closing line that counts.
exec build/gotestsum --format pkgname --hide-summary=skipped -- "$@"
