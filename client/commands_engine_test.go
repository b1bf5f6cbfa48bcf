// Every sample of a command method on the engine: it is understood, and its
// reply decodes to the same value in both protocols.

package client_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"resplay/client"
	"resplay/resp"
	"resplay/sim"
)

// patience is for one sample on a server.
const patience = 8 * time.Second

func TestSamplesOnTheEngine(t *testing.T) {
	for _, s := range client.Samples() {
		if s.Cluster || s.Apart != "" {
			continue
		}
		inBoth(t, s, func(protocol int) *client.Client {
			w := sim.New(sim.Options{Seed: 1, Trace: 1})
			return w.Client(client.Options{Protocol: protocol})
		})
	}
}

// inBoth runs a sample in either protocol, and compares what becomes of it.
func inBoth(t *testing.T, s client.Sample, open func(protocol int) *client.Client) {
	t.Helper()
	old, oldErr := onServer(t, s, open(2))
	present, err := onServer(t, s, open(3))
	switch {
	case oldErr != nil || err != nil:
		t.Errorf("%s: %s: %v in RESP2, %v in RESP3", s.Method, s.Line, oldErr, err)
	case s.Varies != "":
		assert.IsType(t, old, present, s.Line)
	case s.Loose:
		assert.ElementsMatch(t, old, present, s.Line)
	default:
		assert.Equal(t, old, present, s.Line)
	}
}

// onServer runs a sample, and what must be ahead of it, on one connection.
func onServer(t *testing.T, s client.Sample, c *client.Client) (any, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	defer c.Abort()
	l, err := c.Acquire().Await(ctx)
	require.NoError(t, err, s.Line)
	for _, line := range s.Setup {
		args, err := resp.SplitLine(line)
		require.NoError(t, err, line)
		_, err = l.Do(args...).Await(ctx)
		require.NoError(t, err, "%s, ahead of %s", line, s.Line)
	}
	return s.Call(ctx, l.Commands)
}
