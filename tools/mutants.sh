#!/bin/sh
# Breaks one line of the scripts at a time, as tests/scripts/mutants/ lists them. The tests of
# the scripts must fail each time. Argument: a part of an owner's name, such as Waker.
# Without it the lines of all owners are broken. Needs Node.
set -eu

sh tools/npm.sh
export ONLY="${1:-}"
# The test of the list is left out, because it fails for every mutant.
# shellcheck disable=SC2046
exec node tests/scripts/mutants/run.mjs $(find tests/scripts -name '*.test.mjs' ! -path '*/mutants/*' | sort)
