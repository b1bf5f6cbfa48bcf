// Subscriptions on the real engine: kinds of channels, consumers, and what
// happens to those that are too slow.

package client_test

import (
	"context"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"

	"resplay/client"
	"resplay/resp"
)

func TestChannelsPatternsAndShards(t *testing.T) {
	for _, protocol := range []int{2, 3} {
		r := newRealm(1)
		c := r.client(client.Options{Protocol: protocol})
		var got []client.Message
		s := await(t, c.SubscribeWith(client.SubscribeOptions{
			Channels: []string{"news"}, Patterns: []string{"n*"}, Shards: []string{"orders", "bills"},
			Handler: func(m client.Message) { got = append(got, m) },
		}))
		publish := func() {
			do(t, c, "PUBLISH", "news", "1")
			do(t, c, "SPUBLISH", "orders", "2")
			do(t, c, "SPUBLISH", "bills", "3")
			do(t, c, "PUBLISH", "other", "4")
			r.Advance(10 * ms)
		}
		publish()
		news := client.Message{Channel: "news", Payload: "1"}
		pattern := client.Message{Channel: "news", Pattern: "n*", Payload: "1"}
		orders := client.Message{Channel: "orders", Payload: "2", Sharded: true}
		bills := client.Message{Channel: "bills", Payload: "3", Sharded: true}
		assert.Equal(t, []client.Message{news, pattern, orders, bills}, got, "RESP%d", protocol)

		got = nil
		await(t, s.SUnsubscribe())
		publish()
		assert.Equal(t, []client.Message{news, pattern}, got, "RESP%d: no shard channels", protocol)

		got = nil
		await(t, s.SSubscribe("orders"))
		await(t, s.Unsubscribe("news"))
		await(t, s.PUnsubscribe())
		publish()
		assert.Equal(t, []client.Message{orders}, got, "RESP%d: nothing else", protocol)
		assert.Equal(t, resp.Array(resp.Bulk("orders")), do(t, c, "PUBSUB", "SHARDCHANNELS"))
		s.Close()
		r.Advance(10 * ms)
		assert.Equal(t, 0, c.Stats().InUse)
	}
}

func TestShardsAreSubscribedAgain(t *testing.T) {
	r := newRealm(1)
	c := r.client(client.Options{})
	var got []string
	s := await(t, c.SSubscribe(func(m client.Message) { got = append(got, m.Payload) }, "orders"))
	await(t, s.Subscribe("news"))
	do(t, c, "CLIENT", "KILL", "TYPE", "pubsub")
	r.Advance(100 * ms)
	do(t, c, "SPUBLISH", "orders", "back")
	do(t, c, "PUBLISH", "news", "again")
	r.Advance(10 * ms)
	assert.Equal(t, []string{"back", "again"}, got)
	assert.Equal(t, client.SubscriptionStats{Received: 2, Restored: 1}, s.Stats())
}

func TestNextAndMessages(t *testing.T) {
	r := newRealm(1)
	c := r.client(client.Options{})
	s := await(t, c.Subscribe(nil, "news"))
	first, second := s.Next(), s.Next()
	for i := range 5 {
		do(t, c, "PUBLISH", "news", strconv.Itoa(i))
	}
	assert.Equal(t, client.Message{Channel: "news", Payload: "0"}, await(t, first))
	assert.Equal(t, "1", await(t, second).Payload)
	r.Advance(10 * ms)
	assert.Equal(t, client.SubscriptionStats{Received: 5, Waiting: 3}, s.Stats())

	var got []string
	for m, err := range s.Messages(t.Context()) {
		assert.NoError(t, err)
		if got = append(got, m.Payload); m.Payload == "3" {
			break
		}
	}
	assert.Equal(t, []string{"2", "3"}, got, "leaving the loop leaves the subscription open")

	withdrawn := s.Next()
	assert.Equal(t, "4", await(t, withdrawn).Payload)
	withdrawn = s.Next()
	withdrawn.Cancel()
	do(t, c, "PUBLISH", "news", "5")
	assert.Equal(t, "5", await(t, s.Next()).Payload, "a question that was withdrawn takes no message")

	pending := s.Next()
	s.Close()
	assert.EqualError(t, refused(t, pending), "the subscription was closed")
	assert.ErrorIs(t, refused(t, s.Next()), client.ErrClosed)
	for range s.Messages(t.Context()) {
		t.Error("there is a message after Close")
	}
}

func TestMessagesEndWithTheirContext(t *testing.T) {
	r := newRealm(1)
	c := r.client(client.Options{})
	s := await(t, c.Subscribe(nil, "news"))
	ctx, cancel := context.WithCancel(t.Context())
	r.After(5*ms, func() { c.Publish("news", "1") })
	r.After(20*ms, cancel)
	var got []any
	for m, err := range s.Messages(ctx) {
		got = append(got, m.Payload, err)
	}
	assert.Equal(t, []any{"1", nil, "", context.Canceled}, got)
	assert.NoError(t, s.Err(), "the subscription is still open")
}

func TestNextOfASubscriptionWithAHandler(t *testing.T) {
	r := newRealm(1)
	c := r.client(client.Options{})
	s := await(t, c.Subscribe(func(client.Message) {}, "news"))
	assert.ErrorIs(t, refused(t, s.Next()), client.ErrUsage)
}

// overflowing publishes n messages to a subscription of which nobody asks.
func overflowing(t *testing.T, o client.SubscribeOptions, n int) (*realm, *client.Client, *client.Subscription) {
	r := newRealm(1)
	c := r.client(client.Options{})
	o.Channels = []string{"news"}
	s := await(t, c.SubscribeWith(o))
	p := c.Pipeline()
	for i := range n {
		p.Publish("news", strconv.Itoa(i))
	}
	await(t, p.Exec())
	r.Advance(10 * ms)
	return r, c, s
}

// received are the messages that wait.
func received(t *testing.T, s *client.Subscription) (got []client.Message) {
	for range s.Stats().Waiting {
		got = append(got, await(t, s.Next()))
	}
	return got
}

func news(payload string, dropped int) client.Message {
	return client.Message{Channel: "news", Payload: payload, Dropped: dropped}
}

func TestSlowConsumerLosesTheOldest(t *testing.T) {
	_, c, s := overflowing(t, client.SubscribeOptions{Buffer: 3, Policy: client.DropOldest}, 10)
	assert.Equal(t, client.SubscriptionStats{Received: 10, Dropped: 7, Waiting: 3}, s.Stats())
	assert.Equal(t, []client.Message{news("7", 7), news("8", 0), news("9", 0)}, received(t, s))
	do(t, c, "PUBLISH", "news", "10")
	assert.Equal(t, news("10", 0), await(t, s.Next()))
}

func TestSlowConsumerLosesTheNewest(t *testing.T) {
	_, c, s := overflowing(t, client.SubscribeOptions{Buffer: 3, Policy: client.DropNewest}, 10)
	assert.Equal(t, client.SubscriptionStats{Received: 10, Dropped: 7, Waiting: 3}, s.Stats())
	assert.Equal(t, []client.Message{news("0", 0), news("1", 0), news("2", 0)}, received(t, s))
	do(t, c, "PUBLISH", "news", "10")
	assert.Equal(t, news("10", 7), await(t, s.Next()), "the next one says what is missing ahead of it")
}

func TestSlowConsumerIsDisconnected(t *testing.T) {
	r, c, s := overflowing(t, client.SubscribeOptions{Buffer: 3, Policy: client.Disconnect}, 10)
	assert.Equal(t, []client.Message{news("0", 0), news("1", 0), news("2", 0)}, received(t, s), "those that waited can be had")
	err := refused(t, s.Next())
	assert.Equal(t, &client.SlowConsumerError{Buffer: 3}, err)
	assert.Equal(t, "closed", client.ErrorKind(err))
	assert.EqualError(t, err, "the subscription was closed: 3 messages waited for a consumer that is slower than they come "+
		"(allow more with Buffer, or choose another Policy)")
	assert.Equal(t, err, s.Err())
	var got []error
	for _, err := range s.Messages(t.Context()) {
		got = append(got, err)
	}
	assert.Equal(t, []error{err}, got)
	r.Advance(100 * ms)
	assert.Equal(t, resp.Array(resp.Bulk("news"), resp.Integer(0)), do(t, c, "PUBSUB", "NUMSUB", "news"))
}

func TestBufferGrowsWhereReadingCannotStop(t *testing.T) {
	_, _, s := overflowing(t, client.SubscribeOptions{Buffer: 3}, 10)
	assert.Equal(t, client.SubscriptionStats{Received: 10, Waiting: 10}, s.Stats())
}

func TestHandlerIsToldOfItsDisconnection(t *testing.T) {
	r := newRealm(1)
	c := r.client(client.Options{})
	var got []client.Message
	var states []error
	s := await(t, c.SubscribeWith(client.SubscribeOptions{
		Channels: []string{"news"}, Buffer: 2, Policy: client.Disconnect,
		Handler: func(m client.Message) { got = append(got, m) },
	}))
	s.OnState(func(err error) { states = append(states, err) })
	p := c.Pipeline()
	for i := range 5 { // which come in one piece: the handler has no turn in between
		p.Publish("news", strconv.Itoa(i))
	}
	await(t, p.Exec())
	r.Advance(10 * ms)
	assert.Equal(t, []client.Message{news("0", 0), news("1", 0)}, got)
	assert.Equal(t, []error{&client.SlowConsumerError{Buffer: 2}}, states)
}

// A subscription that the server refuses to restore is over, and says so.
func TestSubscriptionThatIsRefusedLater(t *testing.T) {
	r := newRealm(1)
	admin, c := r.client(client.Options{}), r.client(client.Options{Username: "guest", Password: "x"})
	do(t, admin, "ACL", "SETUSER", "guest", "on", ">x", "+@all", "&*")
	s := await(t, c.Subscribe(nil, "news"))
	var states []string
	s.OnState(func(err error) { states = append(states, client.ErrorKind(err)) })
	do(t, admin, "ACL", "SETUSER", "guest", "resetchannels")
	next := s.Next()
	r.Advance(1000 * ms)
	assert.Contains(t, refused(t, next).Error(), "NOPERM")
	assert.Equal(t, s.Err(), next.Err())
	assert.Equal(t, []string{"closed", "server"}, states)
}
