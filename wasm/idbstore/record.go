//go:build js && wasm

package idbstore

import (
	"syscall/js"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/wasm/idbstore/record"
	"background-sync-polyfill/wasm/internal/jsx"
)

func toRecord(scope string, r polyfill.Registration) js.Value {
	return toObject(record.Encode(scope, r))
}

// toObject makes an object of strings, numbers and values that are JavaScript's already.
func toObject(values map[string]any) js.Value {
	fields := make(map[string]any, len(values))
	for name, value := range values {
		if text, ok := value.(string); ok {
			value = jsx.JSString(text)
		}
		fields[name] = value
	}
	return js.ValueOf(fields)
}

// fromRecord returns an error that says what is wrong with the record.
func fromRecord(scope string, v js.Value) (polyfill.Registration, error) {
	values := record.Values{}
	for _, field := range record.Fields {
		values[field] = plain(v.Get(field))
	}
	return record.Decode(scope, values)
}

// plain takes a value of any type into Go.
func plain(v js.Value) (value any) {
	defer func() {
		// syscall/js does not know the type of a bigint, and panics.
		if recover() != nil {
			value = record.Other("a value of an unknown type")
		}
	}()
	switch v.Type() {
	case js.TypeString:
		return jsx.GoString(v)
	case js.TypeNumber:
		return v.Float()
	default:
		return record.Other(v.Type().String())
	}
}

// keyIn returns the key of a record.
func keyIn(v js.Value) js.Value {
	return js.ValueOf([]any{v.Get(record.FieldScope), v.Get(record.FieldTag)})
}

func keyOf(scope, tag string) js.Value {
	return js.ValueOf([]any{jsx.JSString(scope), jsx.JSString(tag)})
}
