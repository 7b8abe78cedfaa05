#!/bin/sh
# Makes dist/: the core, the page's script and the worker's. Run by `make build`.
set -eu

version=0.1.0
flags="--bundle --minify --target=es2022 --log-level=warning"
esbuild="go tool -modfile=tools/go.mod esbuild"

mkdir -p build dist
# Without the state of git in it: a commit that changes no code must not be another core to download.
GOOS=js GOARCH=wasm go build -buildvcs=false -trimpath -ldflags='-s -w' -o dist/background-sync.wasm ./wasm

# The glue comes from the toolchain that built the core, never from a copy. It
# sees a global object of ours where it would write to the real one; it names
# one of what it writes there without the object.
{
	echo 'export default function (globalThis) {'
	echo 'const fs = { writeSync: (fd, bytes) => globalThis.fs.writeSync(fd, bytes) };'
	cat "$(go env GOROOT)/lib/wasm/wasm_exec.js"
	echo 'return globalThis.Go; }'
} >build/wasm_exec.mjs

hash=$(sha256sum dist/background-sync.wasm | cut -d' ' -f1)
define="--define:BACKGROUND_SYNC_VERSION=\"$version\" --define:WASM_SHA256=\"$hash\" --alias:wasm_exec=./build/wasm_exec.mjs"

bundle() { # entry name defines
	# shellcheck disable=SC2086
	$esbuild "js/$1" $flags $define $3 --format=iife --outfile="dist/$2.js"
	# shellcheck disable=SC2086
	$esbuild "js/$1" $flags $define $3 --format=esm --outfile="dist/$2.mjs"
}
bundle page/entry.js background-sync ''

# A `const registration` at the top of the app's worker hides the browser's from every
# script of that worker, and throws until its line is reached, which comes after the
# importScripts. So the names that apps declare there are read from the global object.
hidden=''
for name in addEventListener caches clients crypto fetch indexedDB location navigator registration; do
	hidden="$hidden --define:$name=globalThis.$name"
done
bundle worker/entry.js background-sync-worker "$hidden"

sh tools/size.sh >build/sizes.txt
