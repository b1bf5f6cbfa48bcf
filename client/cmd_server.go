// Commands about the server and its databases.

package client

import (
	"strconv"
	"time"

	"resplay/resp"
)

// Info resolves with figures of the server, those of the sections if any are named.
func (c Commands) Info(sections ...string) *Future[string] {
	return run(c, text, words("INFO", sections)...)
}

// CommandCount resolves with the number of commands that the server has.
func (c Commands) CommandCount() *Future[int64] { return run(c, integer, "COMMAND", "COUNT") }

// CommandDocs resolves with the server's documentation of commands.
func (c Commands) CommandDocs(names ...string) *Future[resp.Value] {
	return run(c, asIs, words("COMMAND", append([]string{"DOCS"}, names...))...)
}

// DBSize resolves with the number of keys.
func (c Commands) DBSize() *Future[int64] { return run(c, integer, "DBSIZE") }

// FlushDB deletes all keys of the database.
func (c Commands) FlushDB() *Future[struct{}] { return run(c, done, "FLUSHDB") }

// FlushAll deletes all keys of all databases.
func (c Commands) FlushAll() *Future[struct{}] { return run(c, done, "FLUSHALL") }

// SwapDB exchanges the contents of two databases.
func (c Commands) SwapDB(a, b int) *Future[struct{}] {
	return run(c, done, "SWAPDB", itoa(a), itoa(b))
}

// Time resolves with the server's clock.
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

// Wait waits up to timeout, for ever when it is 0, for so many replicas to
// have what the connection has written; it resolves with how many have.
func (c Commands) Wait(replicas int, timeout time.Duration) *Future[int64] {
	return run(c, integer, "WAIT", itoa(replicas), millis(timeout))
}
