// What an observer sees.

package engine

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"resplay/resp"
)

// witness writes down what an observer is told.
type witness struct {
	names map[*Conn]string
	lines []string
}

func (w *witness) add(c *Conn, words ...string) {
	name := w.names[c]
	if c == nil {
		name = "engine"
	}
	w.lines = append(w.lines, name+": "+strings.Join(words, " "))
}

func (w *witness) Executed(c *Conn, args []string, reply []byte) {
	text := "nothing"
	if len(reply) > 0 {
		r := resp.NewReader(resp.Limits{})
		r.Feed(reply)
		v, _, _ := r.Next()
		text = strings.ReplaceAll(resp.Print(v), "\n", " ")
	}
	w.add(c, "executed", resp.JoinLine(args), "->", text)
}
func (w *witness) Blocked(c *Conn, keys []string)        { w.add(c, "blocked", strings.Join(keys, ",")) }
func (w *witness) Unblocked(c *Conn)                     { w.add(c, "unblocked") }
func (w *witness) WatchDirtied(c *Conn, _ int, k string) { w.add(c, "dirtied", k) }
func (w *witness) KeyChanged(c *Conn, db int, key, event string) {
	w.add(c, event, formatInt(int64(db)), key)
}
func (w *witness) Published(c *Conn, channel, message string, receivers int) {
	w.add(c, "published", channel, message, formatInt(int64(receivers)))
}

func TestObserver(t *testing.T) {
	seen := &witness{names: map[*Conn]string{}}
	w := newWorld(t, Options{Seed: 1, Observer: seen})
	for _, name := range []string{"main", "a", "b"} {
		seen.names[w.conn(name)] = name
	}
	for _, line := range strings.Split(strings.TrimSpace(`
> SET k v EX 10
a> WATCH k
> INCR k
> APPEND k x
a> BLPOP q r 5
> RPUSH q 1 2
b> BLPOP r 1
@advance 10s
b> SUBSCRIBE ch
> PUBLISH ch hi
> SADD s m
> SMOVE s t m
> RENAME t u
> MULTI
> HSET h f v
> LPOP q
> EXEC
> FLUSHALL
> NOPE
a> CLIENT REPLY OFF
a> GET k`), "\n") {
		var s step
		require.True(t, s.parse(t, line), line)
		w.do(s)
	}
	require.Equal(t, strings.TrimSpace(`
main: set 0 k
main: expire 0 k
main: executed SET k v EX 10 -> OK
a: executed WATCH k -> OK
main: executed INCR k -> (error) ERR value is not an integer or out of range
a: dirtied k
main: append 0 k
main: executed APPEND k x -> (integer) 2
a: blocked q,r
a: executed BLPOP q r 5 -> nothing
main: rpush 0 q
main: executed RPUSH q 1 2 -> (integer) 2
a: lpop 0 q
a: unblocked
a: executed BLPOP q r 5 -> 1) "q" 2) "1"
b: blocked r
b: executed BLPOP r 1 -> nothing
b: unblocked
b: executed BLPOP r 1 -> (nil)
engine: expired 0 k
b: executed SUBSCRIBE ch -> 1) "subscribe" 2) "ch" 3) (integer) 1
main: published ch hi 1
main: executed PUBLISH ch hi -> (integer) 1
main: sadd 0 s
main: executed SADD s m -> (integer) 1
main: srem 0 s
main: del 0 s
main: sadd 0 t
main: executed SMOVE s t m -> (integer) 1
main: rename_from 0 t
main: rename_to 0 u
main: executed RENAME t u -> OK
main: executed MULTI -> OK
main: executed HSET h f v -> QUEUED
main: executed LPOP q -> QUEUED
main: hset 0 h
main: lpop 0 q
main: del 0 q
main: executed EXEC -> 1) (integer) 1 2) "2"
main: flushall 0 
main: executed FLUSHALL -> OK
main: executed NOPE -> (error) ERR unknown command 'NOPE', with args beginning with: 
a: executed CLIENT REPLY OFF -> nothing
a: executed GET k -> nothing`), strings.Join(seen.lines, "\n"))
}
