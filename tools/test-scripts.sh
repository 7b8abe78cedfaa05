#!/bin/sh
# Tests the scripts' modules in Node, with a fake browser and a virtual clock. Arguments go to
# Node's test runner: options such as --test-name-pattern=C16, and test files; without a file
# all of tests/scripts run. Needs Node.
set -eu

sh tools/npm.sh
files=$(find tests/scripts -name '*.test.mjs' | sort)
for argument in "$@"; do
	case $argument in *.test.mjs) files='' ;; esac
done
# --experimental-vm-modules: the tests evaluate the modules in global scopes of their own.
# shellcheck disable=SC2086
exec node --experimental-vm-modules --disable-warning=ExperimentalWarning --test --test-timeout=60000 --test-reporter=spec "$@" \
	$files
