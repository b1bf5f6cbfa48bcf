// Any command with a decoder of one's choice, and with arguments of any type.

package client_test

import (
	"context"
	"errors"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"resplay/client"
	"resplay/resp"
	"resplay/sim"
)

// Calls that are under way on one connection are decoded each in its own way,
// and what one decoder refuses does not concern the next reply.
func TestADecodeFailureIsOfItsFutureOnly(t *testing.T) {
	ctx := context.Background()
	for _, protocol := range []int{2, 3} {
		c := sim.New(sim.Options{Seed: 1}).Client(client.Options{Protocol: protocol, Mode: client.Shared})
		binary := "\xff\xfe"
		c.Set("binary", binary)
		c.Set("n", "42")
		refused := client.Call(c, client.Text, "GET", "binary")
		same := client.Call(c, client.Bytes, "GET", "binary")
		typed := c.Get("binary")
		number := client.Call(c, client.Int, "GET", "n")
		half := client.Call(c, client.Float, "GET", "n")
		odd := client.Call(c, client.Bool, "GET", "n")
		missing := client.Call(c, client.Text, "GET", "missing")
		wrong := client.Call(c, client.Text, "LPOP", "n")
		last := client.Call(c, client.Text, "ECHO", "grüße")

		_, refusal := refused.Await(ctx)
		_, oddness := odd.Await(ctx)
		_, nothing := missing.Await(ctx)
		_, said := wrong.Await(ctx)
		assert.Equal(t, []error{
			&client.DecodeError{Want: "UTF-8", Reply: resp.Bulk(binary)},
			&client.DecodeError{Want: "0 or 1", Reply: resp.Bulk("42")},
			client.ErrNil,
			resp.Error("WRONGTYPE Operation against a key holding the wrong kind of value"),
		}, []error{refusal, oddness, nothing, said})
		assert.Equal(t, []any{[]byte(binary), binary, int64(42), 42.0, "grüße"},
			[]any{await(t, same), await(t, typed), await(t, number), await(t, half), await(t, last)})
	}
}

// Whatever has the command methods can be called so.
func TestCallersOfAnyCommand(t *testing.T) {
	ctx := context.Background()
	c := sim.New(sim.Options{Seed: 1}).Client(client.Options{})
	l := await(t, c.Acquire())
	p := c.Pipeline()
	assert.Equal(t, int64(1), await(t, client.Call(c, client.Int, "INCR", "n")))
	assert.Equal(t, int64(2), await(t, client.Call(l, client.Int, "INCR", "n")))
	three := client.Call(p, client.Int, "INCR", "n")
	await(t, p.Exec())
	assert.Equal(t, int64(3), await(t, three))

	var four *client.Future[int64]
	_, err := c.Transact(ctx, func(tx *client.Tx) error {
		tx.Multi()
		four = client.Call(tx, client.Int, "INCR", "n")
		return nil
	})
	require.NoError(t, err)
	assert.Equal(t, int64(4), await(t, four))
}

func TestDecoders(t *testing.T) {
	type outcome struct {
		value any
		err   error
	}
	read := func(value any, err error) outcome { return outcome{value, err} }
	refused := func(want string, v resp.Value) error { return &client.DecodeError{Want: want, Reply: v} }
	flat, nested := resp.Bulks("a", "1", "b", "2"), resp.Map(resp.Bulk("a"), resp.Bulk("1"), resp.Bulk("b"), resp.Bulk("2"))
	both := []client.Pair{{Field: "a", Value: "1"}, {Field: "b", Value: "2"}}
	ints := client.ListOf(client.Int)
	assert.Equal(t, []outcome{
		{resp.Null(), nil},
		{[]byte("\x00\xff"), nil},
		{[]byte(nil), client.ErrNil},
		{"1.5", nil},
		{int64(0), refused("an integer", resp.Bulk("1.5"))},
		{1.5, nil},
		{true, nil},
		{false, nil},
		{struct{}{}, nil},
		{struct{}{}, refused("OK", resp.Integer(1))},
		{[]string{"x"}, nil},
		{[]string(nil), client.ErrNil},
		{both, nil},
		{both, nil},
		{map[string]string{"a": "1", "b": "2"}, nil},
		{[]int64{7, 8}, nil},
	}, []outcome{
		read(client.AsIs(resp.Null())),
		read(client.Bytes(resp.Bulk("\x00\xff"))),
		read(client.Bytes(resp.Null())),
		read(client.Text(resp.Double(1.5))),
		read(client.Int(resp.Bulk("1.5"))),
		read(client.Float(resp.Bulk("1.5"))),
		read(client.Bool(resp.Boolean(true))),
		read(client.Bool(resp.Integer(0))),
		read(client.OK(resp.OK())),
		read(client.OK(resp.Integer(1))),
		read(client.Strings(resp.Set(resp.Bulk("x")))),
		read(client.Strings(resp.NullArray())),
		read(client.Pairs(flat)),
		read(client.Pairs(nested)),
		read(client.StringMap(nested)),
		read(ints(resp.Array(resp.Integer(7), resp.Bulk("8")))),
	})
}

func TestArgsByTheirTypes(t *testing.T) {
	args, err := client.Args("SET", []byte("k\x00"), 1, int8(-2), int16(3), int32(-4), int64(math.MinInt64),
		uint(6), uint8(7), uint16(8), uint32(9), uint64(math.MaxUint64), 1.5, float32(0.1), 1e100)
	assert.NoError(t, err)
	assert.Equal(t, []string{"SET", "k\x00", "1", "-2", "3", "-4", "-9223372036854775808",
		"6", "7", "8", "9", "18446744073709551615", "1.5", "0.1", "1e+100"}, args)
}

// Nothing is sent of a command line of which one argument is refused.
func TestArgsOfOtherTypesAreRefused(t *testing.T) {
	type key string
	w := sim.New(sim.Options{Seed: 1})
	c := w.Client(client.Options{Protocol: 2})
	var texts []string
	for _, args := range [][]any{
		{nil}, {"GET", nil}, {"GET", true}, {"GET", key("k")}, {"SETEX", "k", time.Second, "v"},
		{"GET", []string{"a", "b"}}, {"HSET", "h", map[string]string{"f": "v"}}, {"GET", errors.New("x")}, {},
	} {
		_, err := c.DoArgs(args...).Await(context.Background())
		assert.ErrorIs(t, err, client.ErrUsage)
		texts = append(texts, err.Error())
	}
	const want = ": want a string, []byte, an integer or a float"
	assert.Equal(t, []string{
		"the command is nil" + want, "argument 1 is nil" + want, "argument 1 is bool" + want,
		"argument 1 is client_test.key" + want, "argument 2 is time.Duration" + want,
		"argument 1 is []string" + want, "argument 2 is map[string]string" + want,
		"argument 1 is *errors.errorString" + want, "a command needs a name",
	}, texts)
	assert.Zero(t, w.Elapsed())
	assert.Zero(t, c.Stats().Dialed)

	assert.Equal(t, resp.OK(), await(t, c.DoArgs("SET", "k", 42)))
	assert.Equal(t, resp.Bulk("42"), await(t, c.DoArgs([]byte("get"), "k")))
}
