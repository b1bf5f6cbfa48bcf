// Arguments of other types than string.

package client

import (
	"strconv"
	"strings"

	"resplay/resp"
)

// DoArgs is [Commands.Do] with arguments as [Args] takes them. What it refuses
// rejects the future, and nothing is sent.
func (c Commands) DoArgs(args ...any) *Future[resp.Value] {
	line, err := Args(args...)
	if err == nil {
		return c.Do(line...)
	}
	c.core.Lock()
	defer c.core.Unlock()
	f := newCall(c.core, asIs, line...)
	f.fail(err)
	return f
}

// Args makes words of a command line of values: strings and []byte as they
// are, integers of all sizes in decimal, floats as short as they can be read
// back. Anything else is an ErrUsage that names the argument and its type:
// bool, nil, time.Duration and types of one's own mean different things to
// different programs, so the caller must say which.
func Args(args ...any) ([]string, error) {
	line := make([]string, 0, len(args))
	for i, arg := range args {
		word, ok := word(arg)
		if !ok {
			return line, usageError(whichArgument(i) + " is " + typeName(arg) + ": want a string, []byte, an integer or a float")
		}
		line = append(line, word)
	}
	return line, nil
}

func whichArgument(i int) string {
	if i == 0 {
		return "the command"
	}
	return "argument " + strconv.Itoa(i)
}

func word(arg any) (word string, ok bool) {
	switch arg := arg.(type) {
	case string:
		return arg, true
	case []byte:
		return string(arg), true
	case float64:
		return ftoa(arg), true
	case float32:
		return strconv.FormatFloat(float64(arg), 'g', -1, 32), true
	}
	if n, ok := signed(arg); ok {
		return strconv.FormatInt(n, 10), true
	}
	if n, ok := unsigned(arg); ok {
		return strconv.FormatUint(n, 10), true
	}
	return "", false
}

func signed(arg any) (n int64, ok bool) {
	switch arg := arg.(type) {
	case int:
		return int64(arg), true
	case int64:
		return arg, true
	case int32:
		return int64(arg), true
	case int16:
		return int64(arg), true
	case int8:
		return int64(arg), true
	}
	return 0, false
}

func unsigned(arg any) (n uint64, ok bool) {
	switch arg := arg.(type) {
	case uint:
		return uint64(arg), true
	case uint64:
		return arg, true
	case uint32:
		return uint64(arg), true
	case uint16:
		return uint64(arg), true
	case uint8:
		return uint64(arg), true
	}
	return 0, false
}

// typeName is the type of a value, by what the runtime says of an assertion
// that fails: package reflect is too heavy for that alone.
func typeName(v any) (name string) {
	if v == nil {
		return "nil"
	}
	defer func() {
		failed, _ := recover().(error)
		_, name, _ = strings.Cut(failed.Error(), ": ")
		name, _, _ = strings.Cut(name, " is not ")
	}()
	_ = v.(interface{ neverImplemented() })
	return ""
}
