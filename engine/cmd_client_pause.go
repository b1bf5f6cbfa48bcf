//go:build !first

// CLIENT PAUSE and UNPAUSE.

package engine

import (
	"time"

	"resplay/resp"
)

var clientPauseCommands = []Command{
	{
		Name: "pause", Synopsis: "timeout [WRITE | ALL]",
		Summary: "Makes all commands wait, or those that write.",
		Since:   "2.9.50", Group: "connection", Complexity: "O(1)",
		Arity: -3, Flags: Admin | NoScript | Loading | Stale, ACL: "connection",
		run: cmdClientPause,
	},
	{
		Name:    "unpause",
		Summary: "Ends a pause.",
		Since:   "6.2.0", Group: "connection", Complexity: "O(N) Where N is the number of paused clients",
		Arity: 2, Flags: Admin | NoScript | Loading | Stale, ACL: "connection",
		run: cmdClientUnpause,
	},
}

func cmdClientPause(c *call) (resp.Value, error) {
	all := true
	if len(c.args) > 4 {
		return none, wrongSubcommand(c)
	}
	if len(c.args) == 4 {
		switch c.keyword(3) {
		case "WRITE":
			all = false
		case "ALL":
		default:
			return none, errPauseMode
		}
	}
	ms, ok := parseInt(c.args[2])
	switch {
	case !ok:
		return none, errTimeoutInteger
	case ms < 0:
		return none, errTimeoutNegative
	}
	const longest = 9e12 // milliseconds; more is for ever, too
	until := c.engine.now.Add(time.Duration(min(ms, longest)) * time.Millisecond)
	c.engine.paused().pause(until, all)
	return resp.OK(), nil
}

func cmdClientUnpause(c *call) (resp.Value, error) {
	if c.engine.gate != nil {
		c.engine.paused().over = true
	}
	return resp.OK(), nil
}
