#!/bin/sh
# Makes dist/background-sync.wasm. The packages of wasm/slim replace those of the standard
# library that have the same path: wasm/slim/README.md says why. Run by tools/build.sh.
set -eu

slim=background-sync-polyfill/wasm/slim/

# -buildvcs=false keeps the commit out of the core. Otherwise each commit would make another
# core for users to download, even if no code has changed.
build() { # go, more flags
	go=$1
	shift
	GOFLAGS='' GOOS=js GOARCH=wasm "$go" build "$@" -buildvcs=false -trimpath -ldflags='-s -w' -o dist/background-sync.wasm ./wasm
}

# overlay prints which file replaces which for `go build -overlay`. A file that is replaced by
# "" does not exist for the build.
overlay() { # GOROOT
	printf '{"Replace": {\n%s\n}}\n' "$(
		for package in $(go list ./wasm/slim/... | sed -n "s,^$slim,,p"); do
			for file in "$1/src/$package"/*.go; do echo "\"$file\": \"\""; done
			for file in "$PWD/wasm/slim/$package"/*.go; do
				echo "\"$1/src/$package/slim_${file##*/}\": \"$file\""
			done
		done | sed '$!s/$/,/'
	)"
}

rm -rf build/goroot build/overlay.json
version=$(go env GOVERSION)
pinned=$(sed -n 's/^toolchain //p' go.mod)
if [ "$version" != "$pinned" ]; then
	cat >&2 <<-END
		WARNING: this core is a quarter larger than the released one, because the replacements in wasm/slim are
		for $pinned, and this is $version. Build with $pinned, or follow wasm/slim/README.md to change to $version.
	END
	build go
	exit
fi

# An overlay cannot replace files in the module cache, and a toolchain that Go has downloaded
# is there. Go looks at the path alone, so a folder of links serves as GOROOT.
goroot=$PWD/build/goroot
mkdir "$goroot"
ln -s "$(go env GOROOT)"/* "$goroot"
overlay "$goroot" >build/overlay.json
export GOROOT="$goroot" GOTOOLCHAIN=local
build "$goroot/bin/go" -overlay build/overlay.json
