package sim

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// The four steps of a message and its reply, on one connection.
func writes(conn int) Event  { return Event{Kind: BytesSent, Conn: conn, Name: "client"} }
func reaches(conn int) Event { return Event{Kind: BytesCame, Conn: conn, Name: "server"} }
func replies(conn int) Event { return Event{Kind: BytesSent, Conn: conn, Name: "server"} }
func hears(conn int) Event   { return Event{Kind: BytesCame, Conn: conn, Name: "client"} }

func executes(conn int, line, reply string) Event {
	return Event{Kind: Executed, Conn: conn, Text: line, Data: []byte(reply)}
}

func opens(conn int) Event  { return Event{Kind: ConnOpened, Conn: conn} }
func blocks(conn int) Event { return Event{Kind: Blocked, Conn: conn} }

// exchange is a message and its reply with nothing in between.
func exchange(conn int) []Event {
	return []Event{writes(conn), reaches(conn), executes(conn, "PING", "+PONG\r\n"), replies(conn), hears(conn)}
}

func TestSummarize(t *testing.T) {
	for _, test := range []struct {
		name   string
		events []Event
		want   Summary
	}{
		{"nothing", nil, Summary{}},
		{
			"one after another",
			slices.Concat([]Event{opens(1)}, exchange(1), exchange(1), exchange(1)),
			Summary{Connections: 1, Commands: 3, LargestPipeline: 1, RoundTrips: 3},
		},
		{
			"two written without waiting, in two deliveries",
			[]Event{
				opens(1), writes(1), writes(1),
				reaches(1), executes(1, "PING", "+PONG\r\n"), replies(1),
				reaches(1), executes(1, "PING", "+PONG\r\n"), replies(1),
				hears(1), hears(1),
			},
			Summary{Connections: 1, Commands: 2, LargestPipeline: 1, RoundTrips: 1},
		},
		{
			"two in one delivery",
			[]Event{
				opens(1), writes(1), reaches(1),
				executes(1, "PING", "+PONG\r\n"), executes(1, "PING", "+PONG\r\n"),
				replies(1), hears(1),
			},
			Summary{Connections: 1, Commands: 2, LargestPipeline: 2, RoundTrips: 1},
		},
		{
			"two connections at once: a reply to the one does not make the other wait",
			[]Event{
				opens(1), opens(2), writes(1), writes(2),
				reaches(1), replies(1), reaches(2), replies(2),
				hears(1), writes(1), hears(2), writes(2),
				reaches(1), replies(1), reaches(2), replies(2), hears(1), hears(2),
			},
			Summary{Connections: 2, RoundTrips: 2},
		},
		{
			"a blocked command is one command, and its reply belongs to the push that ended it",
			[]Event{
				opens(1), opens(2),
				writes(1), reaches(1), executes(1, "BLPOP q 0", ""), blocks(1),
				writes(2), reaches(2), executes(2, "PING", "+PONG\r\n"), replies(2), hears(2),
				writes(2), reaches(2), executes(2, "RPUSH q a", ":1\r\n"), executes(1, "BLPOP q 0", "*2\r\n"),
				replies(2), replies(1), hears(1),
				writes(1),
			},
			Summary{Connections: 2, Commands: 3, LargestPipeline: 1, RoundTrips: 3},
		},
		{
			"a trace that has forgotten its beginning",
			[]Event{replies(1), hears(1), hears(1), writes(1)},
			Summary{RoundTrips: 1},
		},
		{
			"time",
			[]Event{{At: time.Second, Kind: Printed}, {At: 3 * time.Second, Kind: ConnClosed}},
			Summary{Elapsed: 3 * time.Second},
		},
		{
			"bytes, those that an event does not hold among them",
			[]Event{
				{Kind: BytesSent, Name: "client", Data: []byte("PING\r\n")},
				{Kind: BytesSent, Name: "server", Data: []byte("$9000\r\n..."), Text: "9009"},
			},
			Summary{RoundTrips: 1, Bytes: 9015},
		},
		{
			"errors",
			[]Event{executes(1, "GET", "-ERR wrong\r\n"), executes(1, "GET a", "!5\r\nERR x\r\n"), executes(1, "GET a", "_\r\n")},
			Summary{Commands: 3, LargestPipeline: 3, Errors: 2},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			require.Equal(t, test.want, Summarize(test.events))
		})
	}
}

func TestCommands(t *testing.T) {
	var lines []string
	for e := range Commands([]Event{
		executes(1, "BLPOP q 0", ""), blocks(1),
		executes(2, "RPUSH q a", ":1\r\n"), executes(1, "BLPOP q 0", "*2\r\n"),
		executes(1, "PING", "+PONG\r\n"), executes(1, "CLIENT REPLY OFF", ""),
	}) {
		lines = append(lines, e.Text)
	}
	require.Equal(t, []string{"BLPOP q 0", "RPUSH q a", "PING", "CLIENT REPLY OFF"}, lines)
}
