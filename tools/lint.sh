#!/bin/sh
# Every check that needs no browser. Run by `make lint`.
set -eu

sh tools/format.sh --check

go vet ./...
build/staticcheck ./...
go vet -tags bench ./tests
build/staticcheck -tags bench ./tests
GOOS=js GOARCH=wasm go vet ./...
GOOS=js GOARCH=wasm build/staticcheck ./...
go mod tidy -diff

tools/node_modules/.bin/eslint -c tools/eslint.config.mjs js npm web wasm tests
for project in page worker; do tools/node_modules/.bin/tsc -p "tools/tsconfig/$project.json"; done
