// What streams leave in the log: IDs, times and owners as they came to be.

package engine

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestStreamsLogWhatCameOfThem(t *testing.T) {
	var r recorder
	w := newWorld(t, Options{Seed: 1, Log: r.record})
	for _, line := range strings.Split(strings.TrimSpace(`
> CONFIG SET stream-node-max-entries 2
> XADD s * f v
> XADD s NOMKSTREAM 1700000000001-* f v
> XADD s MAXLEN ~ 1 * f v
> XADD s MAXLEN ~ 1 * f v
> XTRIM s MINID ~ 1
> XADD s MINID 1900000000000 1800000000000-1 f v
> XADD s 1900000000000-1 f v
> XADD s 1900000000000-2 f v
> XTRIM s MINID 1900000000000-2
> XDEL s 1
> XGROUP CREATE s g 0
> XREADGROUP GROUP g alice STREAMS none >
> XREADGROUP GROUP g alice STREAMS s >
> XREADGROUP GROUP g alice STREAMS s >
> XREADGROUP GROUP g bob NOACK STREAMS s >
@advance 1s
> XREADGROUP GROUP g alice STREAMS s 0
> XREADGROUP GROUP g alice STREAMS s 1900000000001
> XCLAIM s g carol 0 1900000000000-2 7 IDLE 400 FORCE
> XCLAIM s g carol 5000 1900000000000-2
> XCLAIM s g carol 0 7 LASTID 1900000000005
> XADD s 1900000000006-1 f v
> XAUTOCLAIM s g alice 0 - JUSTID
> XDEL s 1900000000000-2
> XAUTOCLAIM s g alice 0 - JUSTID
> XREADGROUP GROUP g alice NOACK STREAMS s >
a> XREADGROUP GROUP g dave BLOCK 0 STREAMS s >
> XADD s 1900000000007-1 f v
> XACK s g 1900000000007-1 7
> XACK s g 7
> XGROUP DELCONSUMER s g bob
> XGROUP DELCONSUMER s g bob
> XSETID s 2000000000000
> XGROUP SETID s g $
> XGROUP DESTROY s g
> XGROUP DESTROY s g`), "\n") {
		var s step
		require.True(t, s.parse(t, line), line)
		w.do(s)
	}
	require.Equal(t, strings.Split(strings.TrimSpace(`
XADD s 1700000000000-0 f v
XADD s 1700000000001-0 f v
XADD s MAXLEN = 1 1700000000001-1 f v
XADD s 1700000000001-2 f v
XADD s MAXLEN = 0 1800000000000-1 f v
XADD s 1900000000000-1 f v
XADD s 1900000000000-2 f v
XTRIM s MAXLEN = 1
XGROUP CREATE s g 0
MULTI
XGROUP CREATECONSUMER s g alice
XCLAIM s g alice 0 1900000000000-2 TIME 1700000000000 RETRYCOUNT 1 FORCE JUSTID LASTID 1900000000000-2
XGROUP SETID s g 1900000000000-2 ENTRIESREAD 7
EXEC
XGROUP CREATECONSUMER s g bob
XCLAIM s g alice 0 1900000000000-2 TIME 1700000001000 RETRYCOUNT 2 FORCE JUSTID LASTID 1900000000000-2
MULTI
XGROUP CREATECONSUMER s g carol
XCLAIM s g carol 0 1900000000000-2 TIME 1700000000600 RETRYCOUNT 3 FORCE JUSTID LASTID 1900000000000-2
EXEC
XGROUP SETID s g 1900000000005-0 ENTRIESREAD 7
XADD s 1900000000006-1 f v
XCLAIM s g alice 0 1900000000000-2 TIME 1700000001000 RETRYCOUNT 3 FORCE JUSTID LASTID 1900000000005-0
XDEL s 1900000000000-2
XACK s g 1900000000000-2
XGROUP SETID s g 1900000000006-1 ENTRIESREAD 8
XGROUP CREATECONSUMER s g dave
XADD s 1900000000007-1 f v
MULTI
XCLAIM s g dave 0 1900000000007-1 TIME 1700000001000 RETRYCOUNT 1 FORCE JUSTID LASTID 1900000000007-1
XGROUP SETID s g 1900000000007-1 ENTRIESREAD 9
EXEC
XACK s g 1900000000007-1 7
XGROUP DELCONSUMER s g bob
XSETID s 2000000000000
XGROUP SETID s g $
XGROUP DESTROY s g`), "\n"), r.lines)
	checkInvariants(t, w.engine)
}

// eventList notes the events of keys.
type eventList struct {
	witness
	events []string
}

func (l *eventList) KeyChanged(_ *Conn, _ int, _, event string) { l.events = append(l.events, event) }

// TestStreamEvents: the keyspace events are those that redis-server tells.
func TestStreamEvents(t *testing.T) {
	list := &eventList{}
	w := newWorld(t, Options{Observer: list})
	w.do(step{client: "a", args: strings.Fields("CONFIG SET stream-node-max-entries 2")})
	for _, line := range strings.Split(strings.TrimSpace(`
XADD s 1 f v -> xadd
XADD s 2 f v -> xadd
XADD s MAXLEN 1 3 f v -> xadd, xtrim
XADD s MAXLEN ~ 1 LIMIT 0 4 f v -> xadd
XADD s NOMKSTREAM MINID 4 5 f v -> xadd, xtrim
XTRIM s MAXLEN 1 -> xtrim
XTRIM s MAXLEN 1
XDEL s 5 -> xdel
XDEL s 5
XSETID s 9 -> xsetid
XGROUP CREATE s g 0 -> xgroup-create
XGROUP CREATE t g 0 MKSTREAM -> xgroup-create
XGROUP SETID s g 0 -> xgroup-setid
XGROUP CREATECONSUMER s g c -> xgroup-createconsumer
XGROUP CREATECONSUMER s g c
XADD s 10 f v -> xadd
XREADGROUP GROUP g c STREAMS s >
XREADGROUP GROUP g d STREAMS s 0 -> xgroup-createconsumer
XREADGROUP GROUP g c STREAMS s 0
XCLAIM s g e 0 10 -> xgroup-createconsumer
XAUTOCLAIM s g f 0 0 -> xgroup-createconsumer
XACK s g 10
XGROUP DELCONSUMER s g c -> xgroup-delconsumer
XGROUP DELCONSUMER s g zz
XGROUP DESTROY s g -> xgroup-destroy
XTRIM s MAXLEN 0 -> xtrim
DEL s -> del
`), "\n") {
		command, want, _ := strings.Cut(line, " -> ")
		list.events = nil
		w.do(step{client: "a", args: strings.Fields(command)})
		require.Equal(t, want, strings.Join(list.events, ", "), command)
	}
}
