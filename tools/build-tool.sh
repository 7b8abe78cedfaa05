#!/bin/sh
# Builds one of the Go programs that tools/go.mod pins into build/. Argument: its name. Run by
# make: `go tool` would build it for the GOOS of the tests that it runs.
set -eu

case ${1:-} in
gotestsum) package=gotest.tools/gotestsum ;;
staticcheck) package=honnef.co/go/tools/cmd/staticcheck ;;
wasmbrowsertest) package=github.com/agnivade/wasmbrowsertest ;;
*) echo "tools/go.mod has no tool that is called '${1:-}'." >&2; exit 1 ;;
esac
mkdir -p build
GOOS='' GOARCH='' go build -modfile=tools/go.mod -o "build/$1" $package
