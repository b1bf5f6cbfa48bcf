package sim

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// end is one end of a stream: it notes what it hears, with the time.
type end struct {
	world  *World
	stream Stream
	heard  []string
}

func (e *end) note(what string)  { e.heard = append(e.heard, e.world.Elapsed().String()+" "+what) }
func (e *end) Opened()           { e.note("opened") }
func (e *end) Received(b []byte) { e.note(string(b)) }
func (e *end) Ended()            { e.note("ended") }
func (e *end) Closed(err error) {
	if err != nil {
		e.note(err.Error())
		return
	}
	e.note("closed")
}

// joinedWith opens a stream whose connection suffers something.
func joinedWith(t *testing.T, f Faults) (w *World, near, far *end) {
	w = New(Options{Link: Link{Latency: 10 * time.Millisecond}})
	w.OnDial(func(int) Faults { return f })
	near, far = &end{world: w}, &end{world: w}
	near.stream = w.Join("localhost:9000", near, func(s Stream) Peer {
		far.stream = s
		far.note("accepted")
		return far
	})
	w.Advance(10 * time.Millisecond)
	require.Equal(t, []string{"10ms opened"}, near.heard)
	require.Equal(t, []string{"5ms accepted"}, far.heard)
	near.heard, far.heard = nil, nil
	return w, near, far
}

func TestStreamsOfAProgramInPieces(t *testing.T) {
	w, near, far := joinedWith(t, Faults{Chunk: 3, ClientReads: 1000})
	near.stream.Write([]byte("hello"))
	near.stream.(Whole).Shut()
	far.stream.Write([]byte("hey"))
	far.stream.(Whole).Shut()
	w.Advance(time.Second)
	require.Equal(t, []string{"15ms hel", "15ms lo", "15ms ended", "18ms closed"}, far.heard)
	require.Equal(t, []string{"16ms h", "17ms e", "18ms y", "18ms ended", "18ms closed"}, near.heard)
}

func TestStreamsOfAProgramThatBreak(t *testing.T) {
	w, near, far := joinedWith(t, Faults{CutUp: 4})
	near.stream.Write([]byte("hello"))
	w.Advance(time.Second)
	require.Equal(t, []string{"15ms hel", "15ms connection reset by peer"}, far.heard)
	require.Equal(t, []string{"15ms connection reset by peer"}, near.heard)

	w, near, far = joinedWith(t, Faults{})
	require.True(t, w.Cut(1))
	require.Equal(t, []string{"10ms connection reset by peer"}, far.heard)
	require.Equal(t, []string{"10ms connection reset by peer"}, near.heard)
	near.stream.Write([]byte("x"))
	far.stream.Write([]byte("x"))
	near.stream.Leave()
	far.stream.Leave()
	near.stream.Abort()
	far.stream.Abort()
	w.Advance(time.Second)
	require.Len(t, far.heard, 1)
	require.Len(t, near.heard, 1)
	require.True(t, w.Stuck(), "nothing is left to happen")
}
