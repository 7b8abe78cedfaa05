#!/bin/sh
# Copies dist/ to tests/released/VERSION, so that later versions are tested beside this one. Run
# it once for each release, on the build that is published. Needs `make build`.
set -eu

version=$(sed -n 's/^  "version": "\(.*\)",$/\1/p' npm/package.json)
folder="tests/released/$version"
[ ! -e "$folder" ] || { echo "$folder exists already. Raise the version in npm/package.json. If $version was never published, remove $folder instead." >&2; exit 1; }
mkdir -p "$folder"
cp dist/background-sync.js dist/background-sync-worker.js dist/background-sync.wasm.gz "$folder"
