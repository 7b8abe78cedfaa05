#!/bin/sh
# Assembles the npm package in build/package and packs it into build/, from what
# `make build` has made. Run by `make package`.
set -eu

command -v npm >/dev/null || { echo "npm is missing: it comes with Node (https://nodejs.org), and Debian has a package of its own for it." >&2; exit 1; }
rm -rf build/package build/background-sync-polyfill-*.tgz
mkdir -p build/package
cp -R npm/. dist README.md LICENSE NOTICE build/package
# The tarball is the same whoever packs it: npm gives all files one date, and the command its
# permission to run, but takes the others' permissions from here.
find build/package -type f -exec chmod 644 {} +
npm pack ./build/package --pack-destination build --silent >/dev/null
ls build/background-sync-polyfill-*.tgz
