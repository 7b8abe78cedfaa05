#!/bin/sh
# Measures dist/ in each engine, and prints a table for each. Further arguments go to the test
# program; docs/testing.md has them.
set -eu

mkdir -p build
go test -c -tags bench -o build/bench.test ./tests
cd tests
exec ../build/bench.test -test.run '^TestBench$' -test.timeout 2h "$@"
