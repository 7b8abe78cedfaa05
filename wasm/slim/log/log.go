// Package log replaces the standard library's package in the core: see wasm/slim/README.md.
package log

import "fmt"

// Println writes a line with the values to the browser's console. The line has no date,
// because the console shows the time.
func Println(v ...any) {
	print(fmt.Sprintln(v...))
}
