.PHONY: build package apps demo test test-unit test-scripts test-package mutants test-wasm test-browser test-apps browsers tools lint format size bench soak clean

# dist/: the core, the page's script and the worker's.
build:
	sh tools/build.sh

# The npm package: build/background-sync-polyfill-VERSION.tgz.
package: build
	sh tools/package.sh

# Apps that are built on the package, as by those who install it.
apps: package
	sh tools/build-apps.sh plain vite-pwa webpack-workbox workbox-before workbox-queue serwist

# The outbox app on the polyfill, at the address that it prints.
demo: build
	go run ./web

# Every test there is, in real browsers; installs them where it may.
test: test-unit test-scripts test-package test-wasm test-browser

# The core, its records, what stands in for the standard library, the demo's server and the bench's table: no browser.
test-unit: tools
	sh tools/gotestsum.sh ./polyfill/... ./web/... ./docs/... ./wasm/idbstore/record ./wasm/slim/... ./tests/figures

# The scripts' modules in Node, with a fake browser and a virtual clock.
test-scripts:
	sh tools/test-scripts.sh

# The npm package: what is in the tarball, and what npm, Node, Vite and TypeScript make of it.
test-package: package
	sh tools/test-package.sh

# Breaks the scripts on purpose, and demands that test-scripts notices. Takes half an hour and more.
mutants:
	sh tools/mutants.sh

# The store on real IndexedDB.
test-wasm: browsers tools
	sh tools/test-wasm.sh

# The whole, as an app uses it, in every engine; the tests' own tools first.
test-browser: browsers tools apps
	sh tools/gotestsum.sh -count=1 -timeout 10m ./tests/browser/... ./tests/network/...
	sh tools/test-browser.sh

# All apps that are built on the package; test-browser has those of `make apps`. For a release.
test-apps: browsers tools apps
	sh tools/build-apps.sh vite generate-sw esbuild
	sh tools/test-browser.sh -test.run TestBuiltApps -all-apps

# Hours of use, to see that nothing is lost and nothing grows. Not part of make test.
soak: browsers tools build
	sh tools/soak.sh

browsers:
	sh tools/install-browsers.sh

tools:
	sh tools/build-tools.sh

lint: tools
	sh tools/lint.sh

# Formats Go and JavaScript as make lint wants it.
format:
	sh tools/format.sh

# What users download, in bytes: raw, as gzip -9 makes it, and what that may be at most.
size: build
	cat build/sizes.txt

# Ratios of what takes time, in every engine: see docs/testing.md.
bench: build browsers
	sh tools/bench.sh

clean:
	rm -rf build dist tools/node_modules tests/npm/node_modules tests/npm/apps/*/dist tests/npm/apps/*/build.log
