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

sh tools/npm.sh
tools/node_modules/.bin/eslint -c tools/eslint.config.mjs js web tests
for project in page worker; do tools/node_modules/.bin/tsc -p "tools/tsconfig/$project.json"; done
