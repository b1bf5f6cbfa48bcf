package sim

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"resplay/client"
)

// TestSummarizeWorld: what three pings cost in a world of 10 ms, by how they
// are sent. Dialing takes 10 ms and is no round trip; the handshake is one.
func TestSummarizeWorld(t *testing.T) {
	ping := func(c *client.Client) func() error {
		f := c.Do("PING")
		return func() error { _, err := f.Await(context.Background()); return err }
	}
	for _, test := range []struct {
		name string
		mode client.Mode
		run  func(c *client.Client) error
		want Summary
	}{
		{"one after another", client.PerCall, func(c *client.Client) error {
			for range 3 {
				if err := ping(c)(); err != nil {
					return err
				}
			}
			return nil
		}, Summary{Elapsed: 50 * time.Millisecond, Connections: 1, Commands: 4, LargestPipeline: 1, RoundTrips: 4, Bytes: 229}},
		{"at once, each on a connection of its own", client.PerCall, func(c *client.Client) error {
			return awaitAll(ping(c), ping(c), ping(c))
		}, Summary{Elapsed: 30 * time.Millisecond, Connections: 3, Commands: 6, LargestPipeline: 1, RoundTrips: 2, Bytes: 561}},
		{"at once, on one connection", client.Shared, func(c *client.Client) error {
			return awaitAll(ping(c), ping(c), ping(c))
		}, Summary{Elapsed: 30 * time.Millisecond, Connections: 1, Commands: 4, LargestPipeline: 3, RoundTrips: 2, Bytes: 229}},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := New(Options{Link: Link{Latency: 10 * time.Millisecond}})
			require.NoError(t, test.run(w.Client(client.Options{Addr: "localhost:6379", Protocol: 3, Mode: test.mode})))
			events, _ := w.Trace().Since(0)
			require.Equal(t, test.want, Summarize(events))
		})
	}
}

func awaitAll(waits ...func() error) error {
	for _, wait := range waits {
		if err := wait(); err != nil {
			return err
		}
	}
	return nil
}
