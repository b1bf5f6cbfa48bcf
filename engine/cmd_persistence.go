//go:build !first

// Saving and ending. What keeps the keys is the owner of the engine: the
// commands tell it, and answer as Redis does.

package engine

import (
	"resplay/resp"
)

var persistenceCommands = []Command{
	{
		Name:    "save",
		Summary: "Stores all keys and waits until that is done.",
		Since:   "1.0.0", Group: "server", Complexity: "O(N) where N is the total number of keys in all databases",
		Arity: 1, Flags: Admin | NoScript | NoAsyncLoading | NoMulti,
		run: cmdSave,
	},
	{
		Name: "bgsave", Synopsis: "[SCHEDULE]",
		Summary: "Stores all keys in the background.",
		Since:   "1.0.0", Group: "server", Complexity: "O(1)",
		Arity: -1, Flags: Admin | NoScript | NoAsyncLoading,
		run: cmdBgsave,
	},
	{
		Name:    "bgrewriteaof",
		Summary: "Rewrites the append-only log in the background, as short as the keys allow.",
		Since:   "1.0.0", Group: "server", Complexity: "O(1)",
		Arity: 1, Flags: Admin | NoScript | NoAsyncLoading,
		run: cmdBgrewriteaof,
	},
	{
		Name:    "lastsave",
		Summary: "Returns when the keys were stored last, as Unix time in seconds.",
		Since:   "1.0.0", Group: "server", Complexity: "O(1)",
		Arity: 1, Flags: Loading | Stale | Fast, ACL: "admin dangerous",
		Tips: []string{"nondeterministic_output"},
		run:  cmdLastsave,
	},
	{
		Name: "shutdown", Synopsis: "[NOSAVE | SAVE] [NOW] [FORCE] [ABORT]",
		Summary: "Stores all keys and ends the server.",
		Since:   "1.0.0", Group: "server", Complexity: "O(N) when saving, where N is the total number of keys in all databases when saving data, otherwise O(1)",
		Arity: -1, Flags: Admin | NoScript | Loading | Stale | NoMulti | AllowBusy,
		run: cmdShutdown,
	},
}

// storeKeys tells the owner to store the keys.
func (c *call) storeKeys(kind string) error {
	if c.engine.options.Persist != nil {
		if err := c.engine.options.Persist(kind); err != nil {
			return resp.Error("ERR " + err.Error())
		}
	}
	return nil
}

func cmdSave(c *call) (resp.Value, error) {
	if err := c.storeKeys("save"); err != nil {
		return none, err
	}
	c.engine.lastSave = c.engine.now
	return resp.OK(), nil
}

func cmdBgsave(c *call) (resp.Value, error) {
	if len(c.args) > 2 || len(c.args) == 2 && c.keyword(1) != "SCHEDULE" {
		return none, errSyntax
	}
	if err := c.storeKeys("bgsave"); err != nil {
		return none, err
	}
	c.engine.lastSave = c.engine.now
	return c.begun("Background saving"), nil
}

func cmdBgrewriteaof(c *call) (resp.Value, error) {
	if err := c.storeKeys("bgrewriteaof"); err != nil {
		return none, err
	}
	return c.begun("Background append only file rewriting"), nil
}

// begun says that something goes on in the background: at once, or behind a
// transaction.
func (c *call) begun(what string) resp.Value {
	if c.queued {
		return resp.Simple(what + " scheduled")
	}
	return resp.Simple(what + " started")
}

func cmdLastsave(c *call) (resp.Value, error) {
	return resp.Integer(c.engine.lastSave.Unix()), nil
}

func cmdShutdown(c *call) (resp.Value, error) {
	save, noSave, abort, others := false, false, false, false
	for i := 1; i < len(c.args); i++ {
		switch c.keyword(i) {
		case "SAVE":
			save = true
		case "NOSAVE":
			noSave = true
		case "NOW", "FORCE":
			others = true
		case "ABORT":
			abort = true
		default:
			return none, errSyntax
		}
	}
	switch {
	case abort && (save || noSave || others), save && noSave:
		return none, errSyntax
	case abort:
		return none, errShutdownNotRunning
	case c.engine.options.Shutdown == nil || c.engine.options.Shutdown(!noSave) != nil:
		return none, errNoShutdown
	}
	c.conn.leaving = true
	return none, nil
}
