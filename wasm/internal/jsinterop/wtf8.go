//go:build js && wasm

package jsinterop

import (
	"unicode/utf16"
	"unicode/utf8"
)

// encodeWTF8 returns the WTF-8 of UTF-16 code units, which may have lone surrogates.
func encodeWTF8(units []uint16) string {
	out := make([]byte, 0, 3*len(units))
	for i := 0; i < len(units); i++ {
		unit := rune(units[i])
		if i+1 < len(units) {
			if pair := utf16.DecodeRune(unit, rune(units[i+1])); pair != utf8.RuneError {
				out = utf8.AppendRune(out, pair)
				i++
				continue
			}
		}
		if utf16.IsSurrogate(unit) {
			out = append(out, 0xE0|byte(unit>>12), 0x80|byte(unit>>6)&0xBF, 0x80|byte(unit)&0xBF)
			continue
		}
		out = utf8.AppendRune(out, unit)
	}
	return string(out)
}

// decodeWTF8 is the inverse of encodeWTF8.
func decodeWTF8(s string) []uint16 {
	var units []uint16
	for len(s) > 0 {
		if unit, ok := leadingSurrogate(s); ok {
			units = append(units, unit)
			s = s[3:]
			continue
		}
		r, size := utf8.DecodeRuneInString(s)
		units = utf16.AppendRune(units, r)
		s = s[size:]
	}
	return units
}

// leadingSurrogate returns the lone surrogate in the first three bytes, if they are one.
func leadingSurrogate(s string) (unit uint16, ok bool) {
	if len(s) < 3 || s[0] != 0xED || s[1] < 0xA0 {
		return 0, false
	}
	return uint16(0xD000) | uint16(s[1]&0x3F)<<6 | uint16(s[2]&0x3F), true
}
