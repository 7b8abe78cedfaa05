#!/bin/sh
# Assembles the npm package in build/package and packs it into build/, from what
# `make build` has made. Run by `make package`.
set -eu

command -v npm >/dev/null || { echo "npm is missing: it comes with Node (https://nodejs.org), and Debian has a package of its own for it." >&2; exit 1; }
rm -rf build/package build/background-sync-polyfill-*.tgz
mkdir -p build/package
cp -R npm/. dist README.md LICENSE NOTICE build/package
npm pack ./build/package --pack-destination build --silent
