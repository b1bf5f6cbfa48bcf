// Scripts and functions, on the real engine.

package client_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"resplay/client"
	"resplay/resp"
)

// add raises a counter by a number, and says what it is then.
var add = client.NewScriptOf(`return redis.call('INCRBY', KEYS[1], ARGV[1])`, client.Int)

func TestScriptIsSentByNameOnceTheServerKnowsIt(t *testing.T) {
	for _, mode := range []client.Mode{client.Shared, client.PerCall} {
		r := newRealm(1)
		c := r.client(client.Options{Mode: mode})
		assert.Equal(t, int64(5), await(t, add.Run(c, []string{"n"}, "5")))
		assert.Equal(t, "EVALSHA EVAL", names(r.executed()), "%v: the first time, its source follows", mode)
		assert.Equal(t, int64(7), await(t, add.Run(c, []string{"n"}, "2")))
		assert.Equal(t, "EVALSHA", names(r.executed()))
		do(t, c, "SCRIPT", "FLUSH")
		assert.Equal(t, int64(8), await(t, add.Run(c, []string{"n"}, "1")), "the server has forgotten it")
		assert.Equal(t, "SCRIPT EVALSHA EVAL", names(r.executed()))
		assert.Equal(t, add.SHA1(), await(t, add.Load(c)))
		do(t, c, "SCRIPT", "FLUSH")
		await(t, add.Load(c))
		await(t, add.Run(c, []string{"n"}, "0"))
		assert.Equal(t, "SCRIPT SCRIPT SCRIPT EVALSHA", names(r.executed()))
	}
}

func TestScriptsThatFail(t *testing.T) {
	r := newRealm(1)
	c := r.client(client.Options{})
	do(t, c, "SET", "word", "x")
	err := refused(t, add.Run(c, []string{"word"}, "1"))
	assert.Contains(t, err.Error(), "value is not an integer or out of range")
	assert.Equal(t, "server", client.ErrorKind(err))
	assert.Contains(t, refused(t, client.NewScript("not Lua").Run(c, nil)).Error(), "Error compiling script")

	writes := client.NewScript(`return redis.call('SET', KEYS[1], 'x')`).ReadOnly()
	assert.Contains(t, refused(t, writes.Run(c, []string{"word"})).Error(), "Write commands are not allowed")
	reads := client.NewScriptOf(`return redis.call('GET', KEYS[1])`, client.Text).ReadOnly()
	r.executed()
	assert.Equal(t, "x", await(t, reads.Run(c, []string{"word"})))
	assert.Equal(t, "EVALSHA_RO EVAL_RO", names(r.executed()))
	assert.Equal(t, client.ErrNil, refused(t, reads.Run(c, []string{"missing"})))
	assert.Equal(t, "protocol", client.ErrorKind(refused(t, client.NewScriptOf(`return {1}`, client.Text).Run(c, nil))))
}

// Where the answer comes too late to fall back, the source is sent at once.
func TestScriptInPipelinesAndTransactions(t *testing.T) {
	r := newRealm(1)
	c := r.client(client.Options{})
	for _, p := range []*client.Pipeline{c.Pipeline(), c.TxPipeline()} {
		do(t, c, "FLUSHALL")
		do(t, c, "SCRIPT", "FLUSH")
		p.Set("n", "1")
		n := add.Run(p, []string{"n"}, "2")
		assert.Equal(t, []resp.Value{resp.OK(), resp.Integer(3)}, await(t, p.Exec()))
		assert.Equal(t, int64(3), await(t, n))
		assert.NotContains(t, names(r.executed()), "EVALSHA")
	}
	do(t, c, "SCRIPT", "FLUSH")
	l := await(t, c.Acquire())
	await(t, add.Run(l, []string{"n"}, "1"))
	assert.Equal(t, "SCRIPT EVALSHA EVAL", names(r.executed()), "a lease answers at once")
	do(t, c, "SCRIPT", "FLUSH")
	await(t, l.Do("MULTI"))
	queued := client.NewScript(`return redis.call('INCRBY', KEYS[1], ARGV[1])`).Run(l, []string{"n"}, "1")
	assert.Equal(t, resp.Array(resp.Integer(5)), await(t, l.Do("EXEC")))
	assert.Equal(t, resp.Simple("QUEUED"), await(t, queued))
	l.Release()

	replies := await(t, c.Transaction(func(tx *client.Tx) client.Awaited {
		tx.Multi()
		add.Run(tx, []string{"n"}, "5")
		return nil
	}, "n"))
	assert.Equal(t, []resp.Value{resp.Integer(10)}, replies)
}

func TestScriptOnCommandsThatAreALittleOther(t *testing.T) {
	r := newRealm(1)
	c := r.client(client.Options{})
	for _, on := range []client.Caller{c.Within(time.Second), c.In(t.Context()), c.Within(time.Second).In(t.Context())} {
		do(t, c, "SCRIPT", "FLUSH")
		await(t, add.Run(on, []string{"n"}, "1"))
		assert.Equal(t, "SCRIPT EVALSHA EVAL", names(r.executed()))
	}
	p := c.Pipeline().In(t.Context())
	add.Run(p, []string{"n"}, "1")
	await(t, p.Exec())
	assert.Equal(t, "EVAL", names(r.executed()))
}

func TestCancelledScriptIsNotRunAgain(t *testing.T) {
	r := newRealm(1)
	c := r.client(client.Options{})
	await(t, c.Ping())
	r.executed()
	f := add.Run(c, []string{"n"}, "1")
	r.Advance(ms)
	f.Cancel()
	r.Advance(10 * ms)
	assert.Equal(t, "EVALSHA", names(r.executed()), "its NOSCRIPT came, but nobody waits")
	f = add.Run(c, []string{"n"}, "1")
	r.Advance(3 * ms) // EVAL is on its way
	f.Cancel()
	r.Advance(10 * ms)
	assert.Equal(t, client.ErrCancelled, f.Err())
	assert.Equal(t, "1", await(t, c.Get("n")))
}

const bankSource = `#!lua name=bank
redis.register_function('deposit', function(keys, args) return redis.call('INCRBY', keys[1], args[1]) end)
redis.register_function{function_name='balance', callback=function(keys) return redis.call('GET', keys[1]) end, flags={'no-writes'}}
`

func TestLibraryIsLoadedWhereTheServerLacksIt(t *testing.T) {
	r := newRealm(1)
	c := r.client(client.Options{})
	bank := client.NewFunctionLibrary(bankSource)
	deposit := client.FunctionOf(bank, "deposit", client.Int)
	balance := client.FunctionOf(bank, "balance", client.Text).ReadOnly()
	assert.Equal(t, int64(5), await(t, deposit.Call(c, []string{"alice"}, "5")))
	assert.Equal(t, "FCALL FUNCTION FCALL", names(r.executed()))
	assert.Equal(t, "5", await(t, balance.Call(c, []string{"alice"})))
	assert.Equal(t, "FCALL_RO", names(r.executed()))
	do(t, c, "FUNCTION", "FLUSH")
	assert.Equal(t, "5", await(t, balance.Call(c, []string{"alice"})), "the server has lost it")
	assert.Equal(t, "bank", await(t, bank.Load(c)))

	r.executed()
	missing := refused(t, bank.Function("close").Call(c, nil))
	assert.Equal(t, resp.Error("ERR Function not found"), missing)
	assert.Equal(t, "FCALL FUNCTION FCALL", names(r.executed()), "it is tried again once, not for ever")
	broken := client.NewFunctionLibrary("#!lua name=broken\nnot Lua")
	assert.Contains(t, refused(t, broken.Function("f").Call(c, nil)).Error(), "Error compiling function")
	assert.Contains(t, refused(t, deposit.Call(c, []string{"alice"}, "much")).Error(), "not an integer")

	p := c.Pipeline()
	n := deposit.Call(p, []string{"alice"}, "1")
	await(t, p.Exec())
	assert.Equal(t, int64(6), await(t, n))
	do(t, c, "FUNCTION", "FLUSH")
	n = deposit.Call(p, []string{"alice"}, "1")
	await(t, p.Exec())
	assert.Equal(t, resp.Error("ERR Function not found"), refused(t, n))
}

func TestCancelledCallOfAFunctionCallsNoMore(t *testing.T) {
	for at := range 8 {
		r := newRealm(1)
		c := r.client(client.Options{})
		await(t, c.Ping())
		r.executed()
		deposit := client.NewFunctionLibrary(bankSource).Function("deposit")
		f := deposit.Call(c, []string{"alice"}, "5")
		r.Advance(ms / 2)
		r.Advance(time.Duration(at) * ms)
		pending := !f.Done()
		sent := r.executed()
		f.Cancel()
		r.Advance(20 * ms)
		assert.Equal(t, pending, f.Err() == client.ErrCancelled)
		assert.Equal(t, min(1+at/2, 3), len(sent)+len(r.executed()), "cancelled after %d ms", at)
	}
}

func TestLuaBool(t *testing.T) {
	r := newRealm(1)
	for _, protocol := range []int{2, 3} {
		c := r.client(client.Options{Protocol: protocol})
		yes := client.NewScriptOf("return true", client.LuaBool)
		no := client.NewScriptOf("return false", client.LuaBool)
		assert.Equal(t, []bool{true, false}, []bool{await(t, yes.Run(c, nil)), await(t, no.Run(c, nil))}, "RESP%d", protocol)
	}
}
