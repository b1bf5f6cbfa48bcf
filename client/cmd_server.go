//go:build !first

// Commands about the server and its databases.

package client

import (
	"strconv"
	"strings"
	"time"

	"resplay/resp"
)

// Info resolves with figures of the server, those of the sections if any are
// named, as lines of name:value.
//
// Redis: https://redis.io/commands/info/
func (c Commands) Info(sections ...string) *Future[string] {
	return run(c, text, words("INFO", sections)...)
}

// InfoMap is Info with the figures by name.
//
// Redis: https://redis.io/commands/info/
func (c Commands) InfoMap(sections ...string) *Future[map[string]string] {
	return run(c, figures, words("INFO", sections)...)
}

// figures reads lines of name:value, and leaves out empty ones and headings.
func figures(v resp.Value) (map[string]string, error) {
	lines, err := text(v)
	if err != nil {
		return nil, err
	}
	m := map[string]string{}
	for line := range strings.Lines(lines) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			return nil, &DecodeError{Want: "lines of name:value", Reply: v}
		}
		m[name] = value
	}
	return m, nil
}

// DBSize resolves with the number of keys in the database.
//
// Redis: https://redis.io/commands/dbsize/
func (c Commands) DBSize() *Future[int64] { return run(c, integer, "DBSIZE") }

// FlushMode is when memory is freed.
type FlushMode string

// When memory is freed. Without either it is as the server is configured.
const (
	Async FlushMode = "ASYNC" // later
	Sync  FlushMode = "SYNC"  // before the server answers
)

func flush(modes []FlushMode, command ...string) []string {
	for _, mode := range modes {
		command = append(command, string(mode))
	}
	return command
}

// FlushDB deletes all keys of the database. There may be one mode.
//
// Redis: https://redis.io/commands/flushdb/
func (c Commands) FlushDB(mode ...FlushMode) *Future[struct{}] {
	return run(c, done, flush(mode, "FLUSHDB")...)
}

// FlushAll deletes all keys of all databases. There may be one mode.
//
// Redis: https://redis.io/commands/flushall/
func (c Commands) FlushAll(mode ...FlushMode) *Future[struct{}] {
	return run(c, done, flush(mode, "FLUSHALL")...)
}

// SwapDB exchanges the contents of two databases.
//
// Redis: https://redis.io/commands/swapdb/
func (c Commands) SwapDB(a, b int) *Future[struct{}] {
	return run(c, done, "SWAPDB", itoa(a), itoa(b))
}

// Time resolves with the server's clock, to the microsecond.
//
// Redis: https://redis.io/commands/time/
func (c Commands) Time() *Future[time.Time] { return run(c, clock, "TIME") }

func clock(v resp.Value) (time.Time, error) {
	parts, err := texts(v)
	if err != nil || len(parts) != 2 {
		return time.Time{}, &DecodeError{Want: "seconds and microseconds", Reply: v}
	}
	seconds, err1 := strconv.ParseInt(parts[0], 10, 64)
	micros, err2 := strconv.ParseInt(parts[1], 10, 64)
	if err1 != nil || err2 != nil {
		return time.Time{}, &DecodeError{Want: "seconds and microseconds", Reply: v}
	}
	return time.Unix(seconds, micros*1000), nil
}

// LastSave resolves with when the data was last saved to disk, to the second.
//
// Redis: https://redis.io/commands/lastsave/
func (c Commands) LastSave() *Future[time.Time] { return run(c, moment, "LASTSAVE") }

func moment(v resp.Value) (time.Time, error) {
	n, err := integer(v)
	return unixSeconds(n), err
}

// Lolwut resolves with a picture, and which Redis drew it. Numbers choose the
// version of the picture and its measures.
//
// Redis: https://redis.io/commands/lolwut/
func (c Commands) Lolwut(numbers ...int) *Future[string] {
	args := []string{"LOLWUT"}
	if len(numbers) > 0 {
		args = append(args, "VERSION")
	}
	for _, n := range numbers {
		args = append(args, itoa(n))
	}
	return run(c, text, args...)
}

// ACLWhoAmI resolves with the connection's user.
//
// Redis: https://redis.io/commands/acl-whoami/
func (c Commands) ACLWhoAmI() *Future[string] { return run(c, text, "ACL", "WHOAMI") }

// ACLCat resolves with the commands of a category, or with the categories when it is "".
//
// Redis: https://redis.io/commands/acl-cat/
func (c Commands) ACLCat(category string) *Future[[]string] {
	if category == "" {
		return run(c, texts, "ACL", "CAT")
	}
	return run(c, texts, "ACL", "CAT", category)
}

// ACLGenPass resolves with a password made by chance, of so many bits, in
// hexadecimal; 0 is 256 bits.
//
// Redis: https://redis.io/commands/acl-genpass/
func (c Commands) ACLGenPass(bits int) *Future[string] {
	if bits == 0 {
		return run(c, text, "ACL", "GENPASS")
	}
	return run(c, text, "ACL", "GENPASS", itoa(bits))
}
