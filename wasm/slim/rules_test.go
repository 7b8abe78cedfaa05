//go:build !js

package slim

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/types"
	"regexp"
	"slices"
)

// settings has the settings of GODEBUG whose empty value stands for the default.
var settings = []string{"asynctimerchan"}

// directives matches a percent sign, its verb, and everything between the two.
var directives = regexp.MustCompile(`%[^a-zA-Z%]*[a-zA-Z%]`)

// misuses returns the uses of the replacements, in a package, that compile but do not work. A
// use of a function that they lack is a type error.
func (p *program) misuses(c *checked) (found []string) {
	tell := func(node ast.Node, format string, a ...any) {
		found = append(found, fmt.Sprintf("%v: ", p.files.Position(node.Pos()))+fmt.Sprintf(format, a...))
	}
	called := map[*ast.Ident]bool{}
	for _, file := range c.files {
		ast.Inspect(file, func(node ast.Node) bool {
			call, ok := node.(*ast.CallExpr)
			if !ok {
				return true
			}
			switch name := callee(call); object := c.info.Uses[name].(type) {
			case *types.Builtin:
				if object.Name() == "panic" && !isPrintedAlike(c.info.TypeOf(call.Args[0])) {
					tell(call, "panics with a %v, and the replaced fmt cannot print that when it is recovered", c.info.TypeOf(call.Args[0]))
				}
			case *types.Func:
				called[name] = true
				p.call(c, call, object, tell)
			}
			return true
		})
	}
	for name, object := range c.info.Uses {
		if f, ok := object.(*types.Func); ok && p.prints(f) && !called[name] {
			tell(name, "%s is used without a call, so this test cannot see what it prints", f.FullName())
		}
	}
	return found
}

// prints reports whether f is a function of the replaced fmt or log.
func (p *program) prints(f *types.Func) bool {
	return f.Pkg() != nil && f.Signature().Recv() == nil && slices.Contains([]string{"fmt", "log"}, f.Pkg().Path())
}

// call checks one call of a replacement's function.
func (p *program) call(c *checked, call *ast.CallExpr, f *types.Func, tell func(ast.Node, string, ...any)) {
	if f.FullName() == "internal/godebug.New" {
		if value := c.info.Types[call.Args[0]].Value; value == nil || !slices.Contains(settings, constant.StringVal(value)) {
			tell(call, "a setting of GODEBUG is new in the core. If its empty value stands for its default, add it to settings in rules_test.go")
		}
		return
	}
	if !p.prints(f) {
		return
	}
	if call.Ellipsis.IsValid() {
		tell(call, "%s is given a slice, so this test cannot see what it prints", f.FullName())
		return
	}
	parameters := f.Signature().Params()
	fixed := parameters.Len() - 1
	values := call.Args[fixed:]
	verbs := slices.Repeat([]string{"%v"}, len(values))
	if fixed > 0 && parameters.At(fixed-1).Name() == "format" {
		format := c.info.Types[call.Args[fixed-1]].Value
		if format == nil {
			tell(call, "the format of %s is no constant", f.FullName())
			return
		}
		verbs = slices.DeleteFunc(directives.FindAllString(constant.StringVal(format), -1), func(s string) bool { return s == "%%" })
	}
	if len(verbs) != len(values) {
		tell(call, "%s has %d verbs and %d values", f.FullName(), len(verbs), len(values))
		return
	}
	for i, value := range values {
		if t := c.info.TypeOf(value); !canPrint(verbs[i], t) {
			tell(value, "%s cannot print a %v by %s", f.FullName(), t, verbs[i])
		}
	}
}

// callee returns the name of the function that is called, if it has one.
func callee(call *ast.CallExpr) *ast.Ident {
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		return fun
	case *ast.SelectorExpr:
		return fun.Sel
	}
	return nil
}

// canPrint reports whether the verb prints a value of type t as the standard library does.
func canPrint(verb string, t types.Type) bool {
	switch verb {
	case "%d":
		return isBasic(t, "int", "int64", "uint")
	case "%s", "%q":
		return isPrintedAlike(t) || hasMethod(t, "String")
	case "%v", "%+v":
		// A value of type any is one that was recovered, and the value of each panic is checked.
		empty, isInterface := t.Underlying().(*types.Interface)
		return isPrintedAlike(t) || hasMethod(t, "String") ||
			isBasic(t, "int", "int64", "uint", "bool", "float64") || isInterface && empty.Empty()
	}
	return false
}

func isPrintedAlike(t types.Type) bool { return isBasic(t, "string") || hasMethod(t, "Error") }

func isBasic(t types.Type, names ...string) bool {
	basic, ok := types.Default(t).(*types.Basic)
	return ok && slices.Contains(names, basic.Name())
}

// hasMethod reports whether values of type t have the method, which returns a string.
func hasMethod(t types.Type, name string) bool {
	object, _, _ := types.LookupFieldOrMethod(t, false, nil, name)
	method, ok := object.(*types.Func)
	return ok && types.Identical(method.Signature().Results().At(0).Type(), types.Typ[types.String])
}
