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

# A `const URL` at the top of a script of the app's hides the browser's from every script
# of that page or worker; in a worker it throws until its line is reached, which comes
# after the importScripts. So every global that the scripts use is read from the global
# object. `make lint` knows the same list, and refuses all others.
while read -r name; do
	define="$define --define:$name=globalThis.$name"
done <tools/globals.txt

bundle() { # entry name
	# shellcheck disable=SC2086
	$esbuild "js/$1" $flags $define --format=iife --outfile="dist/$2.js"
	# shellcheck disable=SC2086
	$esbuild "js/$1" $flags $define --format=esm --outfile="dist/$2.mjs"
}
bundle page/entry.js background-sync
bundle worker/entry.js background-sync-worker

sh tools/size.sh >build/sizes.txt
