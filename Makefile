.PHONY: build package apps demo test test-unit test-scripts test-package mutants test-wasm test-browser test-apps \
	browsers tools gotestsum staticcheck wasmbrowsertest lint format size bench soak clean

# Makes dist/: the core, the page's scripts and the worker's.
build:
	sh tools/build.sh

# Makes the npm package: build/background-sync-polyfill-VERSION.tgz.
package: build
	sh tools/package.sh

# Builds the apps that test-browser tests, on the npm package.
apps: package
	sh tools/build-apps.sh plain vite-pwa webpack-workbox workbox-before workbox-queue serwist

# Serves the outbox app with the polyfill, and prints its address.
demo: build
	go run ./web

# Runs all tests, in real browsers too. Installs the browsers if it may.
test: test-unit test-scripts test-package test-wasm test-browser

# Runs the Go tests that need no browser. docs/testing.md lists them. Needs Go alone.
test-unit: gotestsum
	sh tools/gotestsum.sh ./polyfill/... ./web/... ./docs/... ./wasm/idbstore/record ./wasm/slim/... ./tests/figures

# Tests the scripts' modules in Node, with a fake browser and a virtual clock.
test-scripts:
	sh tools/test-scripts.sh

# Tests the npm package: the files in the tarball, and its use by npm, Node, Vite and TypeScript.
test-package: package
	sh tools/test-package.sh

# Breaks the scripts one line at a time, and demands that test-scripts fails each time. Takes more than half an hour.
mutants:
	sh tools/mutants.sh

# Tests the store on Chromium's IndexedDB.
test-wasm: browsers gotestsum wasmbrowsertest
	sh tools/test-wasm.sh

# Tests everything together in each engine, as an app uses it. The harness has its own tests, which run first.
test-browser: browsers gotestsum apps
	sh tools/gotestsum.sh -count=1 -timeout 10m ./tests/browser/... ./tests/network/...
	sh tools/test-browser.sh

# Tests all apps that are built on the package, before a release. test-browser tests those of `make apps`.
test-apps: browsers gotestsum apps
	sh tools/build-apps.sh vite generate-sw esbuild
	sh tools/test-browser.sh -test.run TestBuiltApps -all-apps

# Uses the polyfill for hours, and demands that no tag is lost and nothing grows. Not part of make test.
soak: browsers wasmbrowsertest build
	sh tools/soak.sh

# Installs the browsers that are missing, or says how to.
browsers:
	sh tools/install-browsers.sh

# Builds the Go programs that other targets run into build/.
tools: gotestsum staticcheck wasmbrowsertest
gotestsum staticcheck wasmbrowsertest:
	sh tools/build-tool.sh $@

# Checks formats, types and common mistakes, without a browser.
lint: staticcheck
	sh tools/lint.sh

# Formats Go and JavaScript as make lint demands it.
format:
	sh tools/format.sh

# Prints the size of each file that users download, and its budget, in bytes. make build fails above the budget.
size: build
	cat build/sizes.txt

# Measures in each engine how long the polyfill takes. docs/testing.md, "The bench", explains the table.
bench: build browsers
	sh tools/bench.sh

# Removes everything that the other targets have made.
clean:
	rm -rf build dist tools/node_modules tests/npm/node_modules tests/npm/apps/*/dist tests/npm/apps/*/build.log
