// Package godebug is what the core in the browser has in the place of the standard
// library's internal/godebug; see wasm/slim/README.md. A browser has no environment
// in which somebody could set GODEBUG, so each setting has its default.
package godebug

// Setting is a setting that nobody has changed.
type Setting struct{ name string }

// New returns the setting of that name.
func New(name string) *Setting { return &Setting{name} }

// Name returns the setting's name.
func (s *Setting) Name() string { return s.name }

// Value returns the empty string, which stands for the default.
func (s *Setting) Value() string { return "" }

// IncNonDefault counts a use of a value that is not the default, of which there is none.
func (s *Setting) IncNonDefault() {}
