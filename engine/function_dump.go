//go:build !first && !whole

// Libraries in Redis's dump format: each is a mark and its code, then comes
// the footer of every dump.

package engine

import (
	"resplay/resp"
)

const (
	functionMark    = 0xf5
	oldFunctionMark = 0xf6 // of a release candidate
)

// dumpLibraries returns what FUNCTION DUMP answers; Redis 7.0 reads it.
func dumpLibraries(list []*library) string {
	w := &rdbWriter{version: rdbRedis70}
	for _, lib := range list {
		w.b = append(w.b, functionMark)
		w.text(lib.code)
	}
	return w.footer()
}

// loadLibraries returns the code of the libraries in a dump, whose compressed
// texts may take so much room altogether.
func loadLibraries(dump string, room int) (codes []string, err error) {
	body, ok := openDump(dump)
	if !ok {
		return nil, errDumpVersion
	}
	r := rdbReader{rest: body, sound: true, room: room}
	for r.rest != "" {
		switch r.byte() {
		case functionMark:
		case oldFunctionMark:
			return nil, resp.Error("ERR Pre-GA function format not supported")
		default:
			return nil, resp.Error("ERR given type is not a function")
		}
		codes = append(codes, r.text())
	}
	switch {
	case r.full:
		return nil, errOOM
	case !r.sound:
		return nil, resp.Error("ERR Failed loading library code")
	}
	return codes, nil
}
