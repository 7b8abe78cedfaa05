#!/bin/sh
# Makes dist/: the core, plain and as gzip, the page's scripts and the worker's. Needs Go. Run
# by `make build`.
set -eu

version=$(sed -n 's/^  "version": "\(.*\)",$/\1/p' npm/package.json)
flags="--bundle --minify --target=es2022 --log-level=warning"
esbuild="go tool -modfile=tools/go.mod esbuild"

mkdir -p build dist
sh tools/build-core.sh

# With a gzip file, hosts need not compress, and a precache of **/*.wasm leaves the core out.
# -n keeps the date out of the file: the same core makes the same bytes.
gzip -9nc dist/background-sync.wasm >dist/background-sync.wasm.gz

# Go's glue, wasm_exec.js, must be that of the toolchain that built the core. In a function, the
# glue gets our shadow global object as globalThis, and so writes nothing to the real one. The
# glue reads fs without naming the global object, so fs becomes a local variable.
{
	echo 'export default function (globalThis) {'
	echo 'const { fs } = globalThis;'
	awk -f tools/glue.awk "$(go env GOROOT)/lib/wasm/wasm_exec.js"
	echo 'return globalThis.Go; }'
} >build/wasm_exec.mjs

hash=$(sha256sum dist/background-sync.wasm | cut -d' ' -f1)
define="--define:BACKGROUND_SYNC_VERSION=\"$version\" --define:WASM_SHA256=\"$hash\" --alias:wasm_exec=./build/wasm_exec.mjs"

# If a script of the app has a `const URL` at its top, all scripts of that page or worker get
# that URL. In a worker it even throws until its line has run, which is after importScripts.
# So the bundles read each global in tools/globals.txt from the global object, which has a
# short name in them. `make lint` refuses a global that is not in that list.
flags="$flags --inject:tools/global-object.mjs"
while read -r name; do
	define="$define --define:$name=globalThis.$name"
done <tools/globals.txt

# Only properties that the scripts alone know may get short names: those in
# tools/internal-names.txt. tests/scripts/internal-names.test.mjs compares that list with the
# names that others know.
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
