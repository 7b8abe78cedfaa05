package fmt

import "strconv"

// basic returns the text of a value of a basic type. Other types would need package reflect.
func basic(value any) (text string, isInteger bool) {
	switch value := value.(type) {
	case nil:
		return "<nil>", false
	case string:
		return value, false
	case bool:
		return strconv.FormatBool(value), false
	case float64:
		return strconv.FormatFloat(value, 'g', -1, 64), false
	case int:
		return strconv.Itoa(value), true
	case int64:
		return strconv.FormatInt(value, 10), true
	case uint:
		return strconv.FormatUint(uint64(value), 10), true
	default:
		return "(a value of a type that cannot be printed here)", false
	}
}
