// Package godebug replaces the standard library's internal/godebug in the core: see
// wasm/slim/README.md. A browser has no environment variable GODEBUG, so each setting has its
// default.
package godebug

// Setting is a setting of GODEBUG. It always has its default.
type Setting struct{ name string }

// New returns the setting of that name.
func New(name string) *Setting { return &Setting{name} }

// Name returns the setting's name.
func (s *Setting) Name() string { return s.name }

// Value returns the empty string, which stands for the default.
func (s *Setting) Value() string { return "" }

// IncNonDefault does nothing: it would count uses of other values than the default.
func (s *Setting) IncNonDefault() {}
