#!/bin/sh
# Makes dist/: the core, plain and as gzip, the page's scripts and the worker's. Run by `make build`.
set -eu

version=$(sed -n 's/^  "version": "\(.*\)",$/\1/p' npm/package.json)
flags="--bundle --minify --target=es2022 --log-level=warning"
esbuild="go tool -modfile=tools/go.mod esbuild"

mkdir -p build dist
sh tools/build-core.sh

# Hosts need not compress, and no precache of **/*.wasm takes it up. -n: the same core is the same file.
gzip -9nc dist/background-sync.wasm >dist/background-sync.wasm.gz

# The glue comes from the toolchain that built the core, never from a copy. It
# sees a global object of ours where it would write to the real one; it names
# one of what it reads there without the object.
{
	echo 'export default function (globalThis) {'
	echo 'const { fs } = globalThis;'
	awk -f tools/glue.awk "$(go env GOROOT)/lib/wasm/wasm_exec.js"
	echo 'return globalThis.Go; }'
} >build/wasm_exec.mjs

hash=$(sha256sum dist/background-sync.wasm | cut -d' ' -f1)
define="--define:BACKGROUND_SYNC_VERSION=\"$version\" --define:WASM_SHA256=\"$hash\" --alias:wasm_exec=./build/wasm_exec.mjs"

# A `const URL` at the top of a script of the app's hides the browser's from every script
# of that page or worker; in a worker it throws until its line is reached, which comes
# after the importScripts. So every global that the scripts use is read from the global
# object, which has a short name there. `make lint` knows the same list, and refuses all others.
flags="$flags --inject:tools/global-object.mjs"
while read -r name; do
	define="$define --define:$name=globalThis.$name"
done <tools/globals.txt

# Names of properties that the scripts use among themselves. tests/scripts/internal-names.test.mjs
# tells why they alone may be shortened.
flags="$flags --mangle-props=^($(paste -sd'|' tools/internal-names.txt))\$"

bundle() { # entry format outfile
	# shellcheck disable=SC2086
	$esbuild "js/$1" $flags $define --format="$2" --outfile="dist/$3" --metafile="build/$3.json"
}
bundle page/entry.js iife background-sync.js
bundle page/entry.js esm background-sync.mjs
bundle page/fn.js esm background-sync-fn.mjs
bundle worker/entry.js iife background-sync-worker.js
bundle worker/entry.js esm background-sync-worker.mjs
bundle worker/fn.js esm background-sync-worker-fn.mjs

sh tools/size.sh >build/sizes.txt
