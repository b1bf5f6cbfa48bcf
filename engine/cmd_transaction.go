// Commands of transactions: MULTI queues, EXEC runs, WATCH makes EXEC depend
// on keys that stay as they are.

package engine

import (
	"strings"

	"resplay/resp"
)

var transactionCommands = []Command{
	{
		Name:    "multi",
		Summary: "Begins a transaction: commands are queued until EXEC.",
		Since:   "1.2.0", Group: "transactions", Complexity: "O(1)",
		Arity: 1, Flags: NoScript | Loading | Stale | Fast | AllowBusy | immediate,
		run: cmdMulti,
	},
	{
		Name:    "exec",
		Summary: "Runs all queued commands, unless a watched key was changed.",
		Since:   "1.2.0", Group: "transactions", Complexity: "Depends on commands in the transaction",
		Arity: 1, Flags: NoScript | Loading | Stale | SkipSlowlog | immediate,
		run: cmdExec,
	},
	{
		Name:    "discard",
		Summary: "Drops the queued commands and ends the transaction.",
		Since:   "2.0.0", Group: "transactions", Complexity: "O(N), when N is the number of queued commands",
		Arity: 1, Flags: NoScript | Loading | Stale | Fast | AllowBusy | immediate,
		run: cmdDiscard,
	},
	{
		Name: "watch", Synopsis: "key [key ...]",
		Summary: "Makes the next transaction depend on keys that do not change until then.",
		Since:   "2.2.0", Group: "transactions", Complexity: "O(1) for every key.",
		Arity: -2, Flags: NoScript | Loading | Stale | Fast | AllowBusy | immediate,
		Keys: []KeySpec{{Access: "RO", Last: -1}},
		run:  cmdWatch,
	},
	{
		Name:    "unwatch",
		Summary: "Forgets all watched keys.",
		Since:   "2.2.0", Group: "transactions", Complexity: "O(1)",
		Arity: 1, Flags: NoScript | Loading | Stale | Fast | AllowBusy,
		run: cmdUnwatch,
	},
}

func cmdMulti(c *call) (resp.Value, error) {
	if c.conn.inTransaction() {
		return none, errNestedMulti
	}
	c.conn.tx.open = true
	return resp.OK(), nil
}

func cmdExec(c *call) (resp.Value, error) {
	tx := &c.conn.tx
	if !tx.open {
		return none, errExecNoMulti
	}
	spoiled, dirtied, commands := tx.spoiled, tx.dirtied, tx.commands
	// Ends first: what the commands change must not dirty this transaction.
	c.conn.endTransaction()
	switch {
	case spoiled:
		return none, errExecAbort
	case dirtied:
		return resp.NullArray(), nil
	}
	return resp.Array(c.engine.runAll(c.conn, commands)...), nil
}

// runAll runs the commands of a transaction. One that fails does not stop
// the others.
func (e *Engine) runAll(conn *Conn, commands []queuedCommand) []resp.Value {
	replies := make([]resp.Value, 0, len(commands))
	e.inExec = true
	for _, queued := range commands {
		reply := e.invokeQueued(conn, queued)
		if reply.Kind != 0 {
			replies = append(replies, reply)
		} else {
			replies = append(replies, reply.Elems...)
		}
	}
	e.endLoggedTransaction(e.databases[conn.db])
	return replies
}

// invokeQueued runs a command of a transaction, if its user still may.
func (e *Engine) invokeQueued(conn *Conn, queued queuedCommand) resp.Value {
	if err := e.permits(conn, queued.cmd, queued.args, inExec); err != nil {
		return e.failed(err)
	}
	return e.invoke(conn, queued.cmd, queued.args, callMode{queued: true})
}

// abortExec ends a transaction, if there is one, whose EXEC itself was refused.
func (c *Conn) abortExec(reason error) error {
	c.endTransaction()
	return resp.Error("EXECABORT Transaction discarded because of: " + strings.TrimPrefix(reason.Error(), "ERR "))
}

func cmdDiscard(c *call) (resp.Value, error) {
	if !c.conn.inTransaction() {
		return none, errDiscardNoMulti
	}
	c.conn.endTransaction()
	return resp.OK(), nil
}

func cmdWatch(c *call) (resp.Value, error) {
	if c.conn.inTransaction() {
		return none, errWatchInMulti
	}
	for _, key := range c.args[1:] {
		c.conn.watch(c.db, key)
	}
	return resp.OK(), nil
}

func cmdUnwatch(c *call) (resp.Value, error) {
	c.conn.unwatchAll()
	return resp.OK(), nil
}
