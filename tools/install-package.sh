#!/bin/sh
# Installs what tests/npm needs, and beside it the package that `make package` has packed.
set -eu

sh tools/npm.sh tests/npm
# Extracted, because npm would remove a package that the lock file does not have at its next
# installation, and ask the registry about all the others at this one. A test of the command
# installs the tarball with npm.
modules=tests/npm/node_modules
package=$modules/background-sync-polyfill
rm -rf "$package"
mkdir "$package"
tar -xzf build/background-sync-polyfill-*.tgz -C "$package" --strip-components=1
ln -sf ../background-sync-polyfill/cli.mjs $modules/.bin/background-sync-polyfill
