//go:build js && wasm

// Command wasm is the core as it runs in the app's service worker. It connects package
// polyfill to IndexedDB and to the worker's script. js/worker/core/core.js starts it.
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

// start makes a core on link.host, which js/worker/go-host.js has made, and gives link.ready
// the methods of that core.
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
