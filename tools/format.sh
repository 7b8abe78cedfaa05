#!/bin/sh
# Formats all Go and JavaScript. With the argument --check it changes nothing, and fails if it
# would. The length of lines and the indents of JavaScript are in .editorconfig. Needs Go and Node.
set -eu

mode=--write
[ "${1:-}" != --check ] || mode=--check

sh tools/npm.sh
if [ $mode = --check ]; then
	unformatted=$(gofmt -l polyfill wasm web tests docs)
	[ -z "$unformatted" ] || { echo "gofmt would change: $unformatted. Run make format." >&2; exit 1; }
else
	gofmt -w polyfill wasm web tests docs
fi
tools/node_modules/.bin/prettier --config tools/prettier.json --log-level warn $mode \
	'js/**/*.{js,ts}' 'npm/**/*.{mjs,mts}' 'web/**/*.js' 'wasm/**/*.js' 'tests/**/*.{js,mjs,ts,mts}' '!tests/released/**' 'tools/*.mjs' || { echo 'Run make format.' >&2; exit 1; }
