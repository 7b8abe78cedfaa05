#!/bin/sh
# Measures dist/ in each engine, and prints a table for each. Arguments go to the test program:
# docs/testing.md, "The bench", lists them. Needs `make build` and the browsers.
set -eu

mkdir -p build
go test -c -tags bench -o build/bench.test ./tests
cd tests
exec ../build/bench.test -test.run '^TestBench$' -test.timeout 2h "$@"
