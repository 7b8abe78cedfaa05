#!/bin/sh
# Checks formats, types and common mistakes in Go and JavaScript. Needs build/staticcheck and
# Node. Run by `make lint`.
set -eu

sh tools/format.sh --check

go vet ./...
build/staticcheck ./...
go vet -tags bench,soak ./tests
build/staticcheck -tags bench,soak ./tests
GOOS=js GOARCH=wasm go vet ./...
GOOS=js GOARCH=wasm build/staticcheck ./...
go mod tidy -diff

tools/node_modules/.bin/eslint -c tools/eslint.config.mjs js npm web wasm tests
for project in page worker; do tools/node_modules/.bin/tsc -p "tools/tsconfig/$project.json"; done
