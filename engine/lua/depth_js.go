package lua

// How deep things may go that take the stack of the JavaScript host. That is
// small: a browser gives about a megabyte, and ends the module when it is used
// up.
const (
	mostDepth   = 1000 // weight of nested calls
	mostDeep    = 500  // nested tables that a script returns
	mostMatches = 500  // matches of a pattern inside each other
	mostCoded   = 1000 // nested values that cjson and cmsgpack decode
)
