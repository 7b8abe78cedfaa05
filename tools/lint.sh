#!/bin/sh
# Every check that needs no browser. Run by `make lint`.
set -eu

unformatted=$(gofmt -l polyfill wasm web tests docs)
[ -z "$unformatted" ] || { echo "gofmt would change: $unformatted"; exit 1; }

go vet ./...
build/staticcheck ./...
GOOS=js GOARCH=wasm go vet ./...
GOOS=js GOARCH=wasm build/staticcheck ./...
go mod tidy -diff
sh tools/check-imports.sh

# npm leaves its lock file's copy behind: an older one means other packages.
[ tools/node_modules/.package-lock.json -nt tools/package-lock.json ] || npm ci --prefix tools --silent --no-audit --no-fund
tools/node_modules/.bin/eslint -c tools/eslint.config.mjs js web tests
