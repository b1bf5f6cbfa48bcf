// Typed methods whose replies have a shape of their own, on a real server.

package tcp_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"resplay/client"
)

func TestRepliesOfARealServer(t *testing.T) {
	addr := startServer(t)
	dies := time.UnixMilli(4_000_000_000_000)
	for _, protocol := range []int{2, 3} {
		c := open(t, client.Options{Addr: addr, Protocol: protocol, ClientName: "tester"})
		await(t, c.FlushAll())
		await(t, c.RPush("list", "a", "b", "c", "b"))
		await(t, c.HSet("hash", "f", "1"))
		await(t, c.SAdd("set", "m"))
		await(t, c.SetWith("mortal", "v", client.SetOptions{ExpireAt: dies}))
		await(t, c.Set("n", "1"))
		server := await(t, c.Time())
		_, noDeadline := try(c.PExpireTime("missing"))
		_, nothing := try(c.LMPop(client.Left, 1, "missing"))
		_, tooLate := try(c.BLPop(10*time.Millisecond, "missing"))

		rows := []struct{ want, got any }{
			{"tester", await(t, c.ClientGetName())},
			{true, time.Since(server).Abs() < time.Minute},
			{dies, await(t, c.PExpireTime("mortal"))},
			{time.Time{}, await(t, c.PExpireTime("n"))},
			{client.ErrNil, noDeadline},
			{client.NoKey, await(t, c.TTL("missing"))},
			{[]int64{1, 3}, await(t, c.LPosAll("list", "b"))},
			{client.Taken{Key: "list", Values: []string{"a", "b"}}, await(t, c.LMPop(client.Left, 2, "missing", "list"))},
			{client.ErrNil, nothing},
			{client.ErrNil, tooLate},
			{client.Taken{Key: "list", Values: []string{"b"}}, await(t, c.BLMPop(time.Second, client.Right, 1, "list"))},
			{client.Popped{Key: "list", Value: "c"}, await(t, c.BRPop(0, "list"))},
			{client.Page[client.Pair]{Cursor: "0", Items: []client.Pair{{Field: "f", Value: "1"}}}, await(t, c.HScan("hash", "0", client.ScanOptions{}))},
			{client.Page[string]{Cursor: "0", Items: []string{"m"}}, await(t, c.SScan("set", "0", client.ScanOptions{}))},
			{1.5, await(t, c.HIncrByFloat("hash", "f", 0.5))},
			{[]client.Optional{{Value: "1.5", OK: true}, {}}, await(t, c.HMGet("hash", "f", "g"))},
			{[]bool{true, false}, await(t, c.SMIsMember("set", "m", "x"))},
			{"int", await(t, c.ObjectEncoding("n"))},
			{true, await(t, c.ObjectIdleTime("n")) < time.Minute}, // the server's clock of uses ticks once a second
			{"1", await(t, c.SetGet("n", "2", client.SetOptions{KeepTTL: true}))},
			{true, await(t, c.CopyTo("n", "copy", 3, true))},
			{map[string]int64{"news": 0}, await(t, c.PubSubNumSub("news"))},
			{int64(0), await(t, c.Wait(0, time.Millisecond))},
			{true, await(t, c.CommandCount()) > 200},
		}
		for i, row := range rows {
			assert.Equal(t, row.want, row.got, "RESP%d, row %d", protocol, i)
		}
	}
}
