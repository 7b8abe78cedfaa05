#!/bin/sh
# Installs the packages that tests/npm/package-lock.json pins, and the npm package of
# `make package` beside them. Needs Node.
set -eu

sh tools/npm.sh tests/npm
# The tarball is extracted here, not installed by npm: npm would ask the registry about all
# other packages now, and remove this one at its next installation, because the lock file does
# not have it. tests/npm/cli.test.mjs installs the tarball with npm.
modules=tests/npm/node_modules
package=$modules/background-sync-polyfill
rm -rf "$package"
mkdir "$package"
tar -xzf build/background-sync-polyfill-*.tgz -C "$package" --strip-components=1
ln -sf ../background-sync-polyfill/cli.mjs $modules/.bin/background-sync-polyfill
