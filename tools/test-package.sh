#!/bin/sh
# The npm package as apps get it, after `make package`. Arguments go to Node's test
# runner: options such as --test-name-pattern=publint, or files in the place of all.
set -eu

sh tools/npm.sh tests/npm
# Extracted, because npm would remove a package that the lock file does not have at its next
# installation, and ask the registry about all the others at this one. A test of the command
# installs the tarball with npm.
package=tests/npm/node_modules/background-sync-polyfill
rm -rf "$package"
mkdir "$package"
tar -xzf build/background-sync-polyfill-*.tgz -C "$package" --strip-components=1

files=$(find tests/npm -maxdepth 1 -name '*.test.mjs' | sort)
for argument in "$@"; do
	case $argument in *.test.mjs) files='' ;; esac
done
# shellcheck disable=SC2086
exec node --test --test-timeout=120000 --test-reporter=spec "$@" $files
