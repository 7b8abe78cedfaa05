#!/bin/sh
# Breaks the scripts on purpose, one line at a time: the fast tier must notice each.
set -eu

sh tools/npm.sh
# shellcheck disable=SC2046
exec node tests/scripts/mutants/run.mjs $(find tests/scripts -name '*.test.mjs' | sort)
