#!/bin/sh
# Tests the npm package as apps get it. Arguments go to Node's test runner: options such as
# --test-name-pattern=publint, and test files; without a file all of tests/npm run. Needs
# `make package`, Go and Node.
set -eu

sh tools/install-package.sh
files=$(find tests/npm -maxdepth 1 -name '*.test.mjs' | sort)
for argument in "$@"; do
	case $argument in *.test.mjs) files='' ;; esac
done
# shellcheck disable=SC2086
exec node --test --test-timeout=600000 --test-reporter=spec "$@" $files
