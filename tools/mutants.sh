#!/bin/sh
# Breaks the scripts on purpose, one line at a time: the fast tier must notice each. An
# argument, such as Waker, chooses the owners whose names contain it.
set -eu

sh tools/npm.sh
export ONLY="${1:-}"
# The list's own test would fail for every mutant.
# shellcheck disable=SC2046
exec node tests/scripts/mutants/run.mjs $(find tests/scripts -name '*.test.mjs' ! -path '*/mutants/*' | sort)
