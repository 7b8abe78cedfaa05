#!/bin/sh
# The fast tier: the scripts' own modules in Node, with a fake browser and a clock
# that a test winds forward. Arguments go to Node's test runner: options such as
# --test-name-pattern=C16, or files in the place of all.
set -eu

sh tools/npm.sh
# The modules run in global scopes that the tests make, which Node calls experimental.
files=$(find tests/scripts -name '*.test.mjs' | sort)
for argument in "$@"; do
	case $argument in *.test.mjs) files='' ;; esac
done
# shellcheck disable=SC2086
exec node --experimental-vm-modules --disable-warning=ExperimentalWarning --test --test-timeout=60000 --test-reporter=spec "$@" \
	$files
