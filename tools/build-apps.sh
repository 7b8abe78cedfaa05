#!/bin/sh
# Builds apps of tests/npm/apps on the npm package, each by its own `npm run build`. Arguments:
# the names of the apps. Needs `make package` and Node.
set -eu

sh tools/install-package.sh
for app in "$@"; do
	(
		cd "tests/npm/apps/$app"
		rm -rf dist
		npm run --silent build >build.log 2>&1 || { cat build.log >&2; exit 1; }
	)
done
