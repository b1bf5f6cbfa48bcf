//go:build !js

// HyperLogLogs grown side by side with a real server's.

package engine

import (
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"resplay/resp"
)

// alike runs a command on both and returns the reply, which must be the same.
func alike(t *testing.T, ours *world, theirs *redisConn, args ...string) resp.Value {
	t.Helper()
	want := theirs.do(args...)
	got := ours.do(step{client: "a", args: args})[0].value
	require.Equal(t, resp.Print(want), resp.Print(got), resp.JoinLine(args))
	return got
}

func TestHyperloglogBytesOnRedis(t *testing.T) {
	server := startRedis(t)
	random := rand.New(rand.NewPCG(1, 1))
	for _, limit := range []string{"3000", "200", "100000"} {
		ours, theirs := newWorld(t, Options{}), server.control
		alike(t, ours, theirs, "FLUSHALL")
		alike(t, ours, theirs, "CONFIG", "SET", "hll-sparse-max-bytes", limit)
		for range 300 {
			key := "k" + strconv.Itoa(random.IntN(4))
			switch random.IntN(8) {
			case 0:
				alike(t, ours, theirs, "PFMERGE", key, "k"+strconv.Itoa(random.IntN(5)))
			case 1:
				alike(t, ours, theirs, "PFCOUNT", key, "k"+strconv.Itoa(random.IntN(5)))
			case 2:
				alike(t, ours, theirs, "PFCOUNT", key)
			default:
				args := []string{"PFADD", key}
				for range random.IntN(40) {
					args = append(args, strconv.Itoa(random.IntN(1_000_000)))
				}
				alike(t, ours, theirs, args...)
			}
			alike(t, ours, theirs, "GET", key)
		}
		alike(t, ours, theirs, "PFDEBUG", "GETREG", "k0")
		alike(t, ours, theirs, "GET", "k0")
	}
}

// TestHyperloglogsFromRedis reads what a server has stored, and counts large
// numbers as it does.
func TestHyperloglogsFromRedis(t *testing.T) {
	server := startRedis(t)
	ours, theirs := newWorld(t, Options{}), server.control
	for i := range 150 {
		args := []string{"PFADD", "h"}
		for j := range 2000 {
			args = append(args, "element:"+strconv.Itoa(i*2000+j))
		}
		require.Equal(t, int64(1), theirs.do(args...).Int)
		if i%10 != 0 {
			continue
		}
		dump := theirs.do("GET", "h").Str
		ours.do(step{client: "a", args: []string{"SET", "h", dump}})
		alike(t, ours, theirs, "PFCOUNT", "h")
		alike(t, ours, theirs, "GET", "h")
		alike(t, ours, theirs, "PFCOUNT", "h", "none")
	}
}
