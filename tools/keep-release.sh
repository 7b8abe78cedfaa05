#!/bin/sh
# Keeps what `make build` has made as a release that all later ones are tested against, in
# tests/released/VERSION. Run it once for each release, with the files that are published.
set -eu

version=$(sed -n 's/^  "version": "\(.*\)",$/\1/p' npm/package.json)
folder="tests/released/$version"
[ ! -e "$folder" ] || { echo "$version is kept already. Raise the version in npm/package.json; if $version was never published, remove $folder." >&2; exit 1; }
mkdir -p "$folder"
cp dist/background-sync.js dist/background-sync-worker.js dist/background-sync.wasm.gz "$folder"
