// The server under go-redis.

package main

import (
	"errors"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"resplay/engine"
)

func TestGoRedisValues(t *testing.T) {
	_, addr := startServer(t, engine.Options{})
	ctx, c := within(t), goRedis(t, addr)

	require.NoError(t, c.Set(ctx, "greeting", "hello", 0).Err())
	greeting, err := c.Get(ctx, "greeting").Result()
	require.NoError(t, err)
	assert.Equal(t, "hello", greeting)
	assert.ErrorIs(t, c.Get(ctx, "nothing").Err(), redis.Nil)

	car := map[string]string{"wheels": "4", "colour": "red"}
	require.NoError(t, c.HSet(ctx, "car", car).Err())
	got, err := c.HGetAll(ctx, "car").Result()
	require.NoError(t, err)
	assert.Equal(t, car, got)

	err = c.LPush(ctx, "greeting", "x").Err()
	assert.EqualError(t, err, "WRONGTYPE Operation against a key holding the wrong kind of value")
}

func TestGoRedisPipeline(t *testing.T) {
	_, addr := startServer(t, engine.Options{})
	ctx, c := within(t), goRedis(t, addr)
	var want, got []int64
	replies, err := c.Pipelined(ctx, func(p redis.Pipeliner) error {
		for i := range int64(1000) {
			p.Incr(ctx, "visits")
			want = append(want, i+1)
		}
		return nil
	})
	require.NoError(t, err)
	for _, reply := range replies {
		got = append(got, reply.(*redis.IntCmd).Val())
	}
	assert.Equal(t, want, got)
}

// TestGoRedisWatch lets twenty tasks increment one number without INCR.
func TestGoRedisWatch(t *testing.T) {
	_, addr := startServer(t, engine.Options{})
	ctx, c := within(t), goRedis(t, addr)
	increment := func(tx *redis.Tx) error {
		n, err := tx.Get(ctx, "n").Int()
		if err != nil && !errors.Is(err, redis.Nil) {
			return err
		}
		_, err = tx.TxPipelined(ctx, func(p redis.Pipeliner) error {
			return p.Set(ctx, "n", n+1, 0).Err()
		})
		return err
	}
	var tasks sync.WaitGroup
	for range 20 {
		tasks.Go(func() {
			err := c.Watch(ctx, increment, "n")
			for errors.Is(err, redis.TxFailedErr) {
				err = c.Watch(ctx, increment, "n")
			}
			assert.NoError(t, err)
		})
	}
	tasks.Wait()
	n, err := c.Get(ctx, "n").Int()
	require.NoError(t, err)
	assert.Equal(t, 20, n)
}

func TestGoRedisPublishSubscribe(t *testing.T) {
	_, addr := startServer(t, engine.Options{})
	ctx, c := within(t), goRedis(t, addr)
	subscription := c.PSubscribe(ctx, "news.*")
	defer subscription.Close()
	_, err := subscription.Receive(ctx) // the confirmation
	require.NoError(t, err)

	var want, got []redis.Message
	for i := range 100 {
		text := strconv.Itoa(i)
		receivers, err := c.Publish(ctx, "news.today", text).Result()
		require.NoError(t, err)
		require.Equal(t, int64(1), receivers)
		want = append(want, redis.Message{Pattern: "news.*", Channel: "news.today", Payload: text})
	}
	for range want {
		message, err := subscription.ReceiveMessage(ctx)
		require.NoError(t, err)
		got = append(got, *message)
	}
	assert.Equal(t, want, got)
}

func TestGoRedisBlockingPop(t *testing.T) {
	_, addr := startServer(t, engine.Options{})
	ctx, c := within(t), goRedis(t, addr)
	popped := make(chan []string, 1)
	go func() {
		element, err := c.BLPop(ctx, 0, "queue").Result()
		assert.NoError(t, err)
		popped <- element
	}()
	// One that comes too late would be in the list, and be popped as well.
	require.NoError(t, c.RPush(ctx, "queue", "job").Err())
	assert.Equal(t, []string{"queue", "job"}, <-popped)
}

// TestTimePasses shows that the engine's clock moves while nobody talks to it:
// a blocked command times out, and a key has expired by then.
func TestTimePasses(t *testing.T) {
	_, addr := startServer(t, engine.Options{})
	ctx, c := within(t), goRedis(t, addr)
	require.NoError(t, c.Set(ctx, "brief", "x", 20*time.Millisecond).Err())
	waited, err := c.Do(ctx, "BLPOP", "nothing", "0.05").Result()
	assert.ErrorIs(t, err, redis.Nil)
	assert.Nil(t, waited)
	left, err := c.DBSize(ctx).Result()
	require.NoError(t, err)
	assert.Zero(t, left)
}

func TestFiftyClients(t *testing.T) {
	_, addr := startServer(t, engine.Options{})
	ctx := within(t)
	const clients, each = 50, 100
	var tasks sync.WaitGroup
	for i := range clients {
		own, c := "own:"+strconv.Itoa(i), goRedis(t, addr)
		tasks.Go(func() {
			for n := range int64(each) {
				mine, err := c.Incr(ctx, own).Result()
				assert.NoError(t, err)
				assert.Equal(t, n+1, mine)
				assert.NoError(t, c.Incr(ctx, "shared").Err())
			}
		})
	}
	tasks.Wait()
	shared, err := goRedis(t, addr).Get(ctx, "shared").Int()
	require.NoError(t, err)
	assert.Equal(t, clients*each, shared)
}
