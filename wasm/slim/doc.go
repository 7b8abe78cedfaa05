// Package slim has the replacements for four packages of the standard library that `make
// build` compiles into the core. README.md says why. The tests here compare what the core
// uses of those packages with what the replacements have.
package slim
