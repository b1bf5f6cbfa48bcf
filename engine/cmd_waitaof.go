// WAITAOF: until writes are in append-only files.

package engine

import (
	"time"

	"resplay/resp"
)

func waitaofCommands() []Command {
	return []Command{
		{
			Name: "waitaof", Synopsis: "numlocal numreplicas timeout",
			Summary: "Waits for the log of this server, and those of replicas, of which there are none.",
			Since:   "7.2.0", Group: "generic", Complexity: "O(1)",
			Arity: 4, Flags: Blocking, ACL: "connection",
			Tips: []string{"request_policy:all_shards", "response_policy:agg_min"},
			run:  cmdWaitaof,
		},
	}
}

// cmdWaitaof has nothing to wait for here: the log gets every write at once.
func cmdWaitaof(c *call) (resp.Value, error) {
	local, err := c.integer(1)
	switch {
	case err != nil:
		return none, err
	case local < 0 || local > 1:
		return none, errZeroOrOne
	}
	replicas, err := c.positive(2)
	if err != nil {
		return none, err
	}
	timeout, err := c.integer(3)
	switch {
	case err != nil:
		return none, errTimeoutInteger
	case timeout < 0:
		return none, errTimeoutNegative
	case local == 1 && c.engine.options.Log == nil:
		return none, errNoLog
	}
	reply := resp.Array(resp.Integer(0), resp.Integer(0))
	if c.engine.options.Log != nil {
		reply.Elems[0] = resp.Integer(1)
	}
	if replicas == 0 {
		return reply, nil
	}
	limited := min(timeout, int64(1<<53/time.Millisecond))
	return c.block("", nil, time.Duration(limited)*time.Millisecond, reply)
}
