#!/bin/sh
# Uses the polyfill for hours, and demands that no tag is lost and nothing grows: docs/testing.md,
# "The soak", lists the parts. Arguments go to TestSoak: -soak-for 1m, -targets firefox. Needs
# `make build`, build/wasmbrowsertest, Node and the browsers. Run by `make soak`.
set -eu

for seed in 1 2 3 4 5 6 7 8; do
	SOAK_SEED=$seed sh tools/test-scripts.sh tests/scripts/hour.test.mjs
done
go test ./polyfill -count=1 -run 'TestModel$' -steps 5000000 -v
runner="env -i PATH=$PATH HOME=${HOME:-/} $(pwd)/build/wasmbrowsertest"
GOOS=js GOARCH=wasm go test -count=1 -timeout 1h -exec "$runner" -run TestMemoryStaysFlat -v ./wasm -rounds 10000
go test -c -tags soak -o build/soak.test ./tests
cd tests
../build/soak.test -test.v -test.timeout 3h -test.run '^TestSoak$' "$@"
