#!/bin/sh
# The fast tier: the scripts' own modules in Node, with a fake browser and a clock
# that a test winds forward. Arguments go to Node's test runner, such as
# --test-name-pattern=C16.
set -eu

sh tools/npm.sh
# The modules run in global scopes that the tests make, which Node calls experimental.
# shellcheck disable=SC2046
exec node --experimental-vm-modules --disable-warning=ExperimentalWarning --test --test-timeout=60000 --test-reporter=spec "$@" \
	$(find tests/scripts -name '*.test.mjs' | sort)
