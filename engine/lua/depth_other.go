//go:build !js

package lua

// How deep things may go that take Go's stack, as in Redis.
const (
	mostDepth   = 20_000          // weight of nested calls, as Lua's LUAI_MAXCALLS
	mostDeep    = mostResults - 6 // nested tables that a script returns
	mostMatches = 6000            // matches of a pattern inside each other
	mostCoded   = mostResults / 3 // nested values that cjson and cmsgpack decode
)
