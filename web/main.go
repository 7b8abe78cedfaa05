// Command web serves the demo of the polyfill: an outbox app whose notes reach the server by Background Sync.
package main

import (
	"flag"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"time"
)

func main() {
	addr := flag.String("addr", "localhost:8080", "address to listen on; service workers need localhost or HTTPS in front")
	dist := flag.String("dist", "dist", "directory of the built polyfill")
	flag.Parse()
	if err := run(*addr, *dist, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "web:", err)
		os.Exit(1)
	}
}

// run serves the demo until the listener fails.
func run(addr, dist string, out io.Writer) error {
	build := os.DirFS(dist)
	if err := checkBuild(build); err != nil {
		return fmt.Errorf("%s: %w", dist, err)
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("%w; go run ./web -addr localhost:8081 takes another address", err)
	}
	fmt.Fprintln(out, "The outbox demo is at", openAddress(addr, listener.Addr()))
	server := &http.Server{
		Handler:           newHandler(build),
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       30 * time.Second,
	}
	return server.Serve(listener)
}

// openAddress is what to type into a browser. The host stays the one that was asked for: to a browser localhost and
// 127.0.0.1 are two origins, each with a service worker and an outbox of its own.
func openAddress(asked string, bound net.Addr) string {
	host, _, err := net.SplitHostPort(asked)
	if ip := net.ParseIP(host); err != nil || host == "" || ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	_, port, err := net.SplitHostPort(bound.String())
	if err != nil {
		return "http://" + bound.String() + "/"
	}
	return "http://" + net.JoinHostPort(host, port) + "/"
}

// newHandler puts the app, the polyfill from build and the notes under one origin.
func newHandler(build fs.FS) http.Handler {
	mux := http.NewServeMux()
	routeStatic(mux, build)
	routeNotes(mux, newNotes(maxNotes))
	return withSecurity(mux)
}

// withSecurity sends the strictest policy the polyfill works under, so that the demo proves it: compiling WebAssembly
// is all that it asks for beyond 'self'.
func withSecurity(next http.Handler) http.Handler {
	const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; " +
		"connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		w.Header().Set("X-Content-Type-Options", "nosniff")
		next.ServeHTTP(w, r)
	})
}
