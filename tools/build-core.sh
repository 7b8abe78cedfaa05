#!/bin/sh
# Makes dist/background-sync.wasm, with the packages of wasm/slim in the place of the
# standard library's: wasm/slim/README.md says why. Run by tools/build.sh.
set -eu

slim=background-sync-polyfill/wasm/slim/

# Without the state of git in it: a commit that changes no code must not be another core to download.
build() { # go, more flags
	go=$1
	shift
	GOFLAGS='' GOOS=js GOARCH=wasm "$go" build "$@" -buildvcs=false -trimpath -ldflags='-s -w' -o dist/background-sync.wasm ./wasm
}

# overlay prints which file takes the place of which; no name means that there is none.
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
		WARNING: the core is a quarter larger than a release's, because it has the whole standard library.
		The replacements in wasm/slim are for $pinned, and this is $version.
		Build with $pinned, or follow wasm/slim/README.md to go on to $version.
	END
	build go
	exit
fi

# Go replaces no file beneath the module cache, where a toolchain is that Go has
# downloaded. It looks at the path alone, so the path is one of links.
goroot=$PWD/build/goroot
mkdir "$goroot"
ln -s "$(go env GOROOT)"/* "$goroot"
overlay "$goroot" >build/overlay.json
export GOROOT="$goroot" GOTOOLCHAIN=local
build "$goroot/bin/go" -overlay build/overlay.json
