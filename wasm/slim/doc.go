// Package slim holds what `make build` compiles in the place of four packages of the
// standard library. README.md says why. The tests here compare what the core uses of
// those packages with what the replacements have.
package slim
