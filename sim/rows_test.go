// The rows of package behaviour in a simulated world.

package sim_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"resplay/client"
	"resplay/client/behaviour"
	"resplay/sim"
)

func TestRows(t *testing.T) {
	for _, row := range behaviour.Rows() {
		t.Run(row.ID+"_"+strings.ReplaceAll(row.Name, " ", "_"), func(t *testing.T) { row.Run(t, rowsEnv(t)) })
	}
}

// rowsEnv is a world for one row: a Redis two milliseconds away.
func rowsEnv(t *testing.T) *behaviour.Env {
	w := sim.New(sim.Options{Seed: 1, Link: sim.Link{Latency: 2 * time.Millisecond}})
	return &behaviour.Env{
		New: func(o client.Options, between func(client.Dialer) client.Dialer) *client.Client {
			c := rowsClient(w, o, between)
			t.Cleanup(func() {
				_, err := c.Abort().Await(context.Background())
				require.NoError(t, err)
			})
			return c
		},
		Refused: "localhost:1",
		Sleep:   w.Advance,
		Now:     w.Elapsed,
	}
}

func rowsClient(w *sim.World, o client.Options, between func(client.Dialer) client.Dialer) *client.Client {
	if between == nil {
		return w.Client(o)
	}
	o.Scheduler, o.Dialer = w, between(w)
	return client.New(o)
}
