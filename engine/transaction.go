// What a connection's transaction consists of: commands that are queued, and
// keys that are watched.

package engine

import (
	"slices"
)

// transaction is what MULTI and WATCH have set up on a connection.
type transaction struct {
	open        bool // between MULTI and EXEC
	spoiled     bool // a command was refused, so EXEC will refuse
	dirtied     bool // a watched key was changed, so EXEC will do nothing
	needsMemory bool // a queued command is refused when memory is used up
	commands    []queuedCommand
	memory      int64 // what commands take, about; counted in Engine.memory
	watched     []watchedKey
}

type queuedCommand struct {
	cmd  *Command
	args []string
}

type watchedKey struct {
	db  *database
	key string
}

// enqueue adds a command to the transaction of c.
func (c *Conn) enqueue(cmd *Command, args []string) {
	memory := int64(32)
	for _, arg := range args {
		memory += 16 + int64(len(arg))
	}
	c.tx.commands = append(c.tx.commands, queuedCommand{cmd, args})
	c.tx.needsMemory = c.tx.needsMemory || cmd.Flags&DenyOOM != 0
	c.tx.memory += memory
	c.engine.memory += memory
}

// spoil notes that a command was refused.
func (tx *transaction) spoil() {
	if tx.open {
		tx.spoiled = true
	}
}

// watch makes the next EXEC depend on a key.
func (c *Conn) watch(db *database, key string) {
	if slices.Contains(db.watchers[key], c) {
		return
	}
	c.tx.watched = append(c.tx.watched, watchedKey{db, key})
	db.watchers[key] = append(db.watchers[key], c)
}

func (c *Conn) unwatchAll() {
	for _, watched := range c.tx.watched {
		removeFrom(watched.db.watchers, watched.key, c)
	}
	c.tx.watched, c.tx.dirtied = nil, false
}

// endTransaction forgets transaction and watched keys.
func (c *Conn) endTransaction() {
	c.unwatchAll()
	c.engine.memory -= c.tx.memory
	c.tx = transaction{}
}

// dirty makes the transactions fail of those who watch a key.
func (e *Engine) dirty(db *database, key string) {
	if len(db.watchers) == 0 {
		return
	}
	for _, c := range db.watchers[key] {
		if c.tx.dirtied {
			continue
		}
		c.tx.dirtied = true
		if e.options.Observer != nil {
			e.options.Observer.WatchDirtied(c, db.id, key)
		}
	}
}

// watchedKeys returns, in order, the keys of a database that are watched.
func (db *database) watchedKeys() []string {
	keys := make([]string, 0, len(db.watchers))
	for key := range db.watchers {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
