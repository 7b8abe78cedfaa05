//go:build linux

package browser

import (
	"encoding/json"
	"fmt"
)

// ScriptError is the error that a script threw or rejected its promise with.
type ScriptError struct {
	// Name is the name of the error or DOMException, such as "TypeError". It
	// is "" when what was thrown is no error.
	Name string

	// Message is the error's message, or the thrown value as a string.
	Message string
}

// Error is "name: message".
func (e *ScriptError) Error() string {
	if e.Name == "" {
		return e.Message
	}
	return e.Name + ": " + e.Message
}

// outcome is how a script ended.
type outcome struct {
	Value json.RawMessage
	Error *ScriptError
}

// scriptCall returns a JavaScript expression that runs the script as the body
// of an async function. It is a promise, never rejected, of an outcome as a
// JSON string: a string is all that every engine hands back unaltered.
func scriptCall(script string, args any) (string, error) {
	encoded, err := json.Marshal(args)
	if err != nil {
		return "", fmt.Errorf("the script's args: %w", err)
	}
	return `(async () => {
		try {
			const value = await (async (args) => {` + script + "\n" + `})(` + string(encoded) + `);
			return JSON.stringify({value: value === undefined ? null : value});
		} catch (thrown) {
			const named = typeof thrown === 'object' && thrown !== null && 'message' in thrown;
			return JSON.stringify({error: named ?
				{name: String(thrown.name), message: String(thrown.message)} :
				{name: '', message: String(thrown)}});
		}
	})()`, nil
}

// decodeOutcome decodes what the expression of scriptCall gave.
func decodeOutcome(text string, result any) error {
	var o outcome
	if err := json.Unmarshal([]byte(text), &o); err != nil {
		return fmt.Errorf("the browser answered %q: %w", text, err)
	}
	if o.Error != nil {
		return o.Error
	}
	if result == nil {
		return nil
	}
	if err := json.Unmarshal(o.Value, result); err != nil {
		return fmt.Errorf("the script returned %s: %w", o.Value, err)
	}
	return nil
}
