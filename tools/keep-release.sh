#!/bin/sh
# Keeps what `make build` has made as a release that all later ones are tested against, in
# tests/released/VERSION. Run it once for each release, with the files that are published.
set -eu

version=$(sed -n 's/^  "version": "\(.*\)",$/\1/p' npm/package.json)
mkdir -p "tests/released/$version"
cp dist/background-sync.js dist/background-sync-worker.js dist/background-sync.wasm.gz "tests/released/$version"
