#!/bin/sh
# Builds the Go tools that tools/go.mod pins into build/: run by `go tool` they
# would be built for the GOOS of whatever they check or run.
set -eu

mkdir -p build
for tool in honnef.co/go/tools/cmd/staticcheck gotest.tools/gotestsum github.com/agnivade/wasmbrowsertest; do
	GOOS='' GOARCH='' go build -modfile=tools/go.mod -o "build/${tool##*/}" $tool
done
