//go:build js && wasm

package idbstore

import (
	"syscall/js"

	"background-sync-polyfill/polyfill"
	"background-sync-polyfill/wasm/idbstore/record"
	"background-sync-polyfill/wasm/internal/jsinterop"
)

// toRecord returns the object that IndexedDB stores of a registration.
func toRecord(scope string, r polyfill.Registration) js.Value {
	return toObject(record.Encode(scope, r))
}

// toObject makes an object of values that are strings, numbers or JavaScript's already.
func toObject(values map[string]any) js.Value {
	fields := make(map[string]any, len(values))
	for name, value := range values {
		if text, ok := value.(string); ok {
			value = jsinterop.JSString(text)
		}
		fields[name] = value
	}
	return js.ValueOf(fields)
}

// fromRecord returns the registration of a stored object. The error is that of
// [record.Decode], which says why the object is malformed.
func fromRecord(scope string, object js.Value) (polyfill.Registration, error) {
	values := record.Values{}
	for _, field := range record.Fields {
		values[field] = toGo(object.Get(field))
	}
	return record.Decode(scope, values)
}

// toGo turns a field's value, of any type, into what [record.Values] holds.
func toGo(v js.Value) (value any) {
	defer func() {
		// syscall/js does not know the type of a bigint, and panics.
		if recover() != nil {
			value = record.Other("a value of an unknown type")
		}
	}()
	switch v.Type() {
	case js.TypeString:
		return jsinterop.GoString(v)
	case js.TypeNumber:
		return v.Float()
	default:
		return record.Other(v.Type().String())
	}
}

// keyOfRecord returns the key of a stored object, which can be a malformed one.
func keyOfRecord(object js.Value) js.Value {
	return js.ValueOf([]any{object.Get(record.FieldScope), object.Get(record.FieldTag)})
}

// keyOfTag returns the key of a tag's record.
func keyOfTag(scope, tag string) js.Value {
	return js.ValueOf([]any{jsinterop.JSString(scope), jsinterop.JSString(tag)})
}
