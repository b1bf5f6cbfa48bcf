package session

import (
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"resplay/engine"
	"resplay/resp"
	"resplay/sim"
)

var update = flag.Bool("update", false, "rewrite the transcripts under testdata")

// TestTranscripts plays each conversation under testdata: lines "1: MESSAGE"
// are what session 1 says, up to its WAIT or END, and lines "1= ..." what it
// is told. At the end stands the trace.
func TestTranscripts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			want, err := os.ReadFile(file)
			require.NoError(t, err)
			got := play(t, string(want))
			if *update {
				require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
				return
			}
			require.Equal(t, string(want), got, "if this is right: go test ./sim/session -update")
			require.Equal(t, got, play(t, string(want)), "the same conversation again")
		})
	}
}

// TestEventsHoldARun has a program that never lets time pass: it is held all
// the same, goes on when it waits again, and is held again as far on.
func TestEventsHoldARun(t *testing.T) {
	h := newHost()
	h.Turn(1, conversation("BEGIN 1 0s 0s 0 0", "CLIENT 1 1", "CALL 1 1 main INCR a", "WAIT -1"))
	for _, held := range []int{HeldEvents, 2 * HeldEvents} {
		for future := 2; !strings.Contains(string(h.Take(1)), "horizon"); future++ {
			require.Less(t, h.World.Trace().Next(), held+100)
			h.Turn(1, conversation("CALL "+strconv.Itoa(future)+" 1 main INCR a", "WAIT -1"))
		}
		require.GreaterOrEqual(t, h.World.Trace().Next(), held)
		require.Less(t, h.World.Trace().Next(), held+100)
		require.Zero(t, h.World.Elapsed())
		h.Turn(1, conversation("WAIT -1"))
	}
}

// conversation is a batch of messages.
func conversation(messages ...string) []byte {
	var batch []byte
	for _, message := range messages {
		batch = resp.AppendCommand(batch, strings.Fields(message)...)
	}
	return batch
}

// play runs a conversation and returns it with what was answered.
func play(t *testing.T, text string) string {
	t.Helper()
	h := newHost()
	var out strings.Builder
	batches := map[int][]byte{}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if line == "trace" {
			break
		}
		if strings.HasPrefix(line, "#") || line == "" {
			out.WriteString(line + "\n")
			continue
		}
		who, message, ok := strings.Cut(line, ": ")
		n, err := strconv.Atoi(who)
		if !ok || err != nil {
			continue // an answer of the last time
		}
		out.WriteString(line + "\n")
		words, err := resp.SplitLine(message)
		require.NoError(t, err, line)
		batches[n] = resp.AppendCommand(batches[n], words...)
		if words[0] != "WAIT" && words[0] != "END" && words[0] != "BUSY" {
			continue
		}
		h.Turn(n, batches[n])
		delete(batches, n)
		for session := range 3 {
			tell(t, &out, session, h.Take(session))
		}
	}
	out.WriteString("trace\n")
	events, _ := h.World.Trace().Since(0)
	for _, e := range events {
		out.WriteString(eventLine(e) + "\n")
	}
	return out.String()
}

func newHost() *Host {
	return NewHost(sim.New(sim.Options{Engine: engine.Options{}}))
}

// tell writes a batch of deliveries, one a line.
func tell(t *testing.T, out *strings.Builder, session int, batch []byte) {
	t.Helper()
	r := resp.NewReader(resp.Limits{})
	r.Feed(batch)
	for {
		v, ok, err := r.Next()
		require.NoError(t, err)
		if !ok {
			return
		}
		out.WriteString(strconv.Itoa(session) + "= " + inline(v) + "\n")
	}
}

// inline is a value on one line, the wall clock left out.
func inline(v resp.Value) string {
	if len(v.Elems) > 0 && v.Elems[0].Str == "now" {
		return "now " + time.Duration(v.Elems[1].Int).String()
	}
	var parts []string
	for _, e := range v.Elems {
		if len(e.Elems) > 0 {
			parts = append(parts, "["+inline(e)+"]")
			continue
		}
		parts = append(parts, strings.ReplaceAll(resp.Print(e), "\n", " "))
	}
	return strings.Join(parts, " ")
}

func eventLine(e sim.Event) string {
	line := e.At.String() + " " + string(e.Kind)
	for _, field := range []struct {
		name  string
		value int
	}{{"client", e.Client}, {"conn", e.Conn}, {"future", e.Future}} {
		if field.value != 0 {
			line += " " + field.name + "=" + strconv.Itoa(field.value)
		}
	}
	for _, text := range []string{e.Task, e.Name, e.Text, string(e.Data)} {
		if text != "" {
			line += " " + strconv.Quote(text)
		}
	}
	return line
}
