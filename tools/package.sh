#!/bin/sh
# Makes build/package and packs it as build/background-sync-polyfill-VERSION.tgz. Needs
# `make build` and npm. Run by `make package`.
set -eu

command -v npm >/dev/null || { echo "npm is missing: install it. Node from https://nodejs.org brings it; on Debian it is the package npm." >&2; exit 1; }
rm -rf build/package build/background-sync-polyfill-*.tgz
mkdir -p build/package
cp -R npm/. dist README.md LICENSE NOTICE build/package
# The tarball must have the same bytes on each machine. npm sets the dates of all files and
# makes the command executable, but takes the other permissions from these files.
find build/package -type f -exec chmod 644 {} +
npm pack ./build/package --pack-destination build --silent >/dev/null
ls build/background-sync-polyfill-*.tgz
