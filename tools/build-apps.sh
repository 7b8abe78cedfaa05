#!/bin/sh
# Builds the apps of tests/npm/apps that are named, each with its own `npm run build`, on the
# package that `make package` has packed.
set -eu

sh tools/install-package.sh
for app in "$@"; do
	(
		cd "tests/npm/apps/$app"
		rm -rf dist
		npm run --silent build >build.log 2>&1 || { cat build.log >&2; exit 1; }
	)
done
