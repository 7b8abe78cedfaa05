// Package log is what the core in the browser has in the place of the standard
// library's package; see wasm/slim/README.md.
package log

import "fmt"

// Println writes the values to the browser's console. A console tells the time
// by itself, so the line does not.
func Println(v ...any) {
	print(fmt.Sprintln(v...))
}
