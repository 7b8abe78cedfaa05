.PHONY: build demo test test-unit test-wasm test-browser browsers lint size clean

# dist/: the core, the page's script and the worker's.
build:
	sh tools/build.sh

# The outbox app on the polyfill, at the address that it prints.
demo: build
	go run ./web

# Every test there is, in real browsers; installs them where it may.
test: browsers test-unit test-wasm test-browser

# The core, the demo's server and the tests' own tools: no browser.
test-unit:
	sh tools/gotestsum.sh ./polyfill/... ./web/...

# The store on real IndexedDB.
test-wasm: browsers
	sh tools/test-wasm.sh

# The whole, as an app uses it.
test-browser: browsers build
	sh tools/gotestsum.sh -count=1 -timeout 20m ./tests/...

browsers:
	sh tools/install-browsers.sh

lint:
	sh tools/lint.sh

# What users download, in bytes: raw, and as gzip -9 makes it.
size: build
	sh tools/size.sh

clean:
	rm -rf build dist tools/node_modules
