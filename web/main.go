// Command web serves the polyfill's demo: an app with an outbox, whose notes reach this server by Background Sync.
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

// run serves the demo at addr with the polyfill in the directory dist, and prints the address to open. It returns only
// with an error: errNoBuild, wrapped, if a file of the polyfill is missing, or an error of the listener.
func run(addr, dist string, out io.Writer) error {
	build := os.DirFS(dist)
	if err := checkBuild(build); err != nil {
		return fmt.Errorf("%s: %w", dist, err)
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("%w; to use another address, run: go run ./web -addr localhost:8081", err)
	}
	fmt.Fprintln(out, "The outbox demo is at", openAddress(addr, listener.Addr()))
	server := &http.Server{
		Handler:           newHandler(build),
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       30 * time.Second,
	}
	return server.Serve(listener)
}

// openAddress returns the URL to open in a browser. It keeps the host that the user has asked for, because localhost
// and 127.0.0.1 are two origins, each with its own service worker and outbox.
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

// newHandler serves the app, the polyfill's files in build, and the notes, all at one origin.
func newHandler(build fs.FS) http.Handler {
	mux := http.NewServeMux()
	routeStatic(mux, build)
	routeNotes(mux, newNotes(maxNotes))
	return withSecurity(mux)
}

// withSecurity adds the strictest Content Security Policy under which the polyfill works. The only source that the
// polyfill needs in addition to 'self' is 'wasm-unsafe-eval', which allows WebAssembly.
func withSecurity(next http.Handler) http.Handler {
	const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; " +
		"connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		w.Header().Set("X-Content-Type-Options", "nosniff")
		next.ServeHTTP(w, r)
	})
}
