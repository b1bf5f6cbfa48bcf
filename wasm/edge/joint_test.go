// The client and the engine over the joint, from many goroutines.

package main

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"resplay/client"
	"resplay/engine"
)

func TestJointCarriesCommands(t *testing.T) {
	c := connect(engine.New(engine.Options{Now: time.Now()}))
	const tasks = 50
	var running sync.WaitGroup
	for i := range tasks {
		key := "key:" + strconv.Itoa(i)
		running.Go(func() {
			_, err := c.Set(key, key).Await(t.Context())
			assert.NoError(t, err)
			value, err := c.Get(key).Await(t.Context())
			assert.NoError(t, err)
			assert.Equal(t, key, value)
		})
	}
	running.Wait()
	assert.LessOrEqual(t, c.Stats().Open, 10)
	_, err := c.Close().Await(t.Context())
	require.NoError(t, err)
	_, err = c.Get("key:0").Await(t.Context())
	assert.ErrorIs(t, err, client.ErrClosed)
}

func TestJointGivesUpWithItsContext(t *testing.T) {
	c := connect(engine.New(engine.Options{Now: time.Now()}))
	ctx, cancel := context.WithCancelCause(t.Context())
	blocked := c.Do("BLPOP", "nothing", "0")
	cancel(errors.New("enough"))
	_, err := blocked.Await(ctx)
	assert.ErrorIs(t, err, context.Canceled)
	assert.True(t, blocked.Done())
}

func TestMaxMemory(t *testing.T) {
	tests := []struct {
		text  string
		bytes int64
		fault string
	}{
		{"", defaultMemory, ""},
		{"1000000", 1_000_000, ""},
		{"0", 0, `MAX_MEMORY is "0": it takes a number of bytes above 0, such as 67108864`},
		{"64mb", 0, `MAX_MEMORY is "64mb": it takes a number of bytes above 0, such as 67108864`},
	}
	for _, test := range tests {
		got := test
		bytes, err := maxMemory(test.text)
		got.bytes, got.fault = bytes, ""
		if err != nil {
			got.fault = err.Error()
		}
		assert.Equal(t, test, got)
	}
}
