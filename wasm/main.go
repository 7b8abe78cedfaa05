//go:build js && wasm

// Command wasm is the core in the browser: it runs in the app's service
// worker, started by js/worker/core/core.js, and wires the polyfill to IndexedDB and to the
// worker's script.
package main

import (
	"syscall/js"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/wasm/idbstore"
)

func main() {
	start(js.Global().Get("backgroundSyncPolyfillHost"))
	select {}
}

// start gives the script the exports of a core that runs on the host in the link.
func start(link js.Value) {
	browser := newHost(link.Get("host"))
	store := idbstore.New(browser.scope(), browser.idbTimeout())
	manager := polyfill.NewManager(polyfill.Environment{
		Store:        store,
		Clock:        polyfill.SystemClock{},
		Connectivity: browser,
		Dispatcher:   browser,
		Alarm:        browser,
	}, browser.parameters)
	link.Call("ready", exports(manager, store))
}
