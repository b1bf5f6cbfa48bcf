// Pipelines, transactions, subscriptions, scripts, streams and locks against
// a real server.

package tcp_test

import (
	"context"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"resplay/client"
	"resplay/resp"
)

func TestPipelineOfAMillion(t *testing.T) {
	for _, mode := range modes {
		c := open(t, client.Options{Mode: mode})
		p := c.Pipeline()
		const n = 1_000_000
		for range n {
			p.Incr("n")
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		replies, err := p.Exec().Await(ctx)
		cancel()
		require.NoError(t, err)
		for i, reply := range replies {
			if reply.Int != int64(i+1) {
				t.Fatalf("%v: the reply to command %d is %s", mode, i, resp.Print(reply))
			}
		}
		assert.Equal(t, strconv.Itoa(n), await(t, c.Get("n")))
	}
}

func TestLargeTransaction(t *testing.T) {
	for _, mode := range modes {
		c := open(t, client.Options{Mode: mode})
		p := c.TxPipeline()
		for range 50_000 {
			p.Incr("n")
		}
		f := p.Exec()
		other := c.Incr("n")
		replies := await(t, f)
		first, last := replies[0].Int, replies[len(replies)-1].Int
		assert.Equal(t, first+49_999, last, "%v: somebody else's INCR ran inside", mode)
		await(t, other)
	}
}

// The consumer takes nothing for a while: what is published waits on the
// server, not here, and none of it is lost.
func TestSlowConsumerStopsReading(t *testing.T) {
	c := open(t, client.Options{})
	s := await(t, c.SubscribeWith(client.SubscribeOptions{Channels: []string{"news"}, Buffer: 100}))
	const n = 50_000
	p := c.Pipeline()
	for i := range n {
		p.Publish("news", strconv.Itoa(i))
	}
	await(t, p.Exec())
	waiting := s.Stats().Waiting
	assert.Less(t, waiting, n/2, "reading has stopped")
	for i := range n {
		m, err := try(s.Next())
		require.NoError(t, err)
		require.Equal(t, strconv.Itoa(i), m.Payload)
	}
	assert.Equal(t, client.SubscriptionStats{Received: n}, s.Stats())

	for i := range 2000 {
		p.Publish("news", strconv.Itoa(i))
	}
	await(t, p.Exec())
	s.Close() // while it does not read
	await(t, c.Close())
}

func TestShardChannels(t *testing.T) {
	for _, protocol := range []int{2, 3} {
		c := open(t, client.Options{Protocol: protocol})
		s := await(t, c.SubscribeWith(client.SubscribeOptions{Channels: []string{"news"}, Shards: []string{"orders"}}))
		await(t, c.Do("SPUBLISH", "orders", "1"))
		assert.Equal(t, client.Message{Channel: "orders", Payload: "1", Sharded: true}, await(t, s.Next()))
		await(t, s.SUnsubscribe())
		await(t, c.Publish("news", "2"))
		assert.Equal(t, client.Message{Channel: "news", Payload: "2"}, await(t, s.Next()))
		s.Close()
	}
}

func TestMessagesAmongGoroutines(t *testing.T) {
	c := open(t, client.Options{})
	s := await(t, c.Subscribe(nil, "news"))
	ctx, cancel := context.WithTimeout(t.Context(), 8*time.Second)
	defer cancel()
	go func() {
		for i := range 1000 {
			c.Publish("news", strconv.Itoa(i))
		}
	}()
	n := 0
	for m, err := range s.Messages(ctx) {
		require.NoError(t, err)
		require.Equal(t, strconv.Itoa(n), m.Payload)
		if n++; n == 1000 {
			s.Close()
		}
	}
	assert.Equal(t, 1000, n)
}
