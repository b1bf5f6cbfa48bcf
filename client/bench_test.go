// What a command costs, without a network and a server.

package client

import (
	"context"
	"strings"
	"testing"
	"time"
)

// mirror is a scheduler, and a server that answers each GET of the benchmarks
// as soon as it is written, both with next to no cost of their own.
type mirror struct {
	posted  fifo[func()]
	handler Handler
	request string // what a GET is on the wire
	replies []byte // to a thousand of them
	each    int    // bytes of one reply
	due     int    // replies
}

func newMirror() *mirror {
	reply := "$16\r\n0123456789abcdef\r\n"
	return &mirror{
		request: "*2\r\n$3\r\nGET\r\n$8\r\ngreeting\r\n",
		replies: []byte(strings.Repeat(reply, 1000)), each: len(reply),
	}
}

func (m *mirror) Now() time.Time                         { return began }
func (m *mirror) Post(fn func())                         { m.posted.push(fn) }
func (m *mirror) After(d time.Duration, fn func()) Timer { panic("no benchmark has timers") }

func (m *mirror) Wait(_ context.Context, f Awaited) error {
	for !f.Done() {
		m.posted.pop()()
	}
	return nil
}

func (m *mirror) Dial(_ string, h Handler) Transport {
	m.handler = h
	m.Post(h.Opened)
	return m
}

func (m *mirror) Write(b []byte) {
	m.due += len(b) / len(m.request)
	m.Post(m.answer)
}

func (m *mirror) answer() {
	n := min(m.due, 1000)
	m.due -= n
	m.handler.Received(m.replies[:n*m.each])
}

func (m *mirror) Close() {}

func BenchmarkGet(b *testing.B) {
	for _, mode := range bothModes {
		b.Run("awaited/"+mode.String(), func(b *testing.B) {
			m := newMirror()
			c := New(Options{Scheduler: m, Dialer: m, Protocol: 2, Mode: mode})
			b.ReportAllocs()
			for b.Loop() {
				value(b, c.Get("greeting"))
			}
		})
	}
	b.Run("1000 in flight", func(b *testing.B) {
		m := newMirror()
		c := New(Options{Scheduler: m, Dialer: m, Protocol: 2})
		var fs [1000]*Future[string]
		b.ReportAllocs()
		for b.Loop() {
			for i := range fs {
				fs[i] = c.Get("greeting")
			}
			for _, f := range fs {
				value(b, f)
			}
		}
		perCommand(b, len(fs))
	})
	b.Run("pipeline of 1000", func(b *testing.B) {
		m := newMirror()
		c := New(Options{Scheduler: m, Dialer: m, Protocol: 2})
		p := c.Pipeline()
		b.ReportAllocs()
		for b.Loop() {
			for range 1000 {
				p.Get("greeting")
			}
			value(b, p.Exec())
		}
		perCommand(b, 1000)
	})
}

// perCommand reports what one of n commands of an iteration takes.
func perCommand(b *testing.B, n int) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/command")
}
