// The way of a command: looked up, admitted or refused, queued or run,
// answered, logged. Nothing else writes replies.

package engine

import (
	"slices"

	"resplay/resp"
)

// execute does what a client asked for, and what that sets off. Arguments
// that are lent are the reader's again when it returns.
func (e *Engine) execute(c *Conn, args []string, lent bool) {
	c.active = e.now
	c.nextReplyMode()
	cmd, err := c.find(args)
	if lent && !e.borrows(c, cmd) {
		args, lent = resp.OwnArgs(args), false
	}
	if lent {
		e.scratch.clear()
	}
	c.answering = true
	e.reply(c, args, e.answer(c, cmd, err, args, lent))
	c.answering = false
	if len(c.pushes) > 0 {
		c.flushPushes()
	}
	if c.leaving {
		c.hangUp()
	}
	e.serveBlocked()
}

// find finds a command, the same as the last one in most pipelines.
func (c *Conn) find(args []string) (*Command, error) {
	if cmd := c.last; cmd != nil && cmd.parent == nil && len(cmd.Subcommands) == 0 && sameWord(args[0], cmd.Name) {
		return cmd, nil
	}
	return c.engine.commands.find(args)
}

// nextReplyMode makes CLIENT REPLY SKIP end after one command.
func (c *Conn) nextReplyMode() {
	switch c.reply {
	case replySkipNext:
		c.reply = replySkip
	case replySkip:
		c.reply = replyOn
	}
}

// borrows reports whether a command will have let go of its arguments when
// it returns. Those that look at keys without waiting do; of those that write,
// the few whose flag promises it. Whoever listens in keeps the arguments.
func (e *Engine) borrows(c *Conn, cmd *Command) bool {
	if c.inTransaction() || e.options.Observer != nil {
		return false
	}
	return cmd != nil && cmd.Flags&(ReadOnly|borrows) != 0 && cmd.Flags&Blocking == 0
}

// longReply is how many bytes of a reply take a time to encode that must not
// be counted for the command behind.
const longReply = 1 << 10

// reply gives a client the reply to a command, unless CLIENT REPLY says
// otherwise. A value of no kind is no reply, or the several that it holds.
func (e *Engine) reply(c *Conn, args []string, v resp.Value) {
	if e.gate != nil && e.gate.holds(c, args, v) {
		return
	}
	replies := v.Elems
	switch {
	case c.reply != replyOn:
		replies = nil
	case v.Kind != 0:
		replies = []resp.Value{v}
	}
	switch size := encodedSize(replies, e.options.OutputLimit); {
	case size > e.options.OutputLimit:
		c.cutOff()
		replies = nil
	case size > longReply:
		c.out = slices.Grow(c.out, size)
	}
	if e.options.Observer != nil {
		var encoded []byte
		for _, each := range replies {
			encoded = resp.AppendReply(encoded, each, c.protocol)
		}
		e.options.Observer.Executed(c, args, encoded)
	}
	before := len(c.out)
	for _, each := range replies {
		c.queue(each)
	}
	if len(c.out)-before > longReply {
		e.lap = 0
	}
	if e.follower != nil {
		e.follower.replied(c, args)
	}
}

// answer runs or queues a command and returns the reply. err is why there is
// no such command.
func (e *Engine) answer(c *Conn, cmd *Command, err error, args []string, lent bool) resp.Value {
	c.last = cmd
	if err == nil {
		err = e.admit(c, cmd, args)
	} else {
		err = e.unknown(args, err)
	}
	if err != nil {
		if cmd != nil && cmd.Name == "exec" {
			err = c.abortExec(err)
		}
		c.tx.spoil()
		if e.follower != nil && cmd != nil {
			e.follower.refused(cmd)
		}
		return e.failed(err)
	}
	if e.gate != nil && e.gate.postpones(c, cmd, args) {
		return none
	}
	if c.inTransaction() && cmd.Flags&immediate == 0 {
		c.enqueue(cmd, args)
		return resp.Simple("QUEUED")
	}
	return e.invoke(c, cmd, args, callMode{lent: lent})
}

// admit returns why a command may not run now; nil: it may.
func (e *Engine) admit(c *Conn, cmd *Command, args []string) error {
	switch {
	case !cmd.takes(len(args)):
		return wrongArity(cmd)
	case cmd.protected != nil && cmd.protected(c):
		return protectedCommand(cmd)
	case !c.mayAct() && cmd.Flags&NoAuth == 0:
		return errNoAuth
	case cmd.Flags&NoMulti != 0 && c.inTransaction():
		return errNotInMulti
	}
	if c.user.guard != nil { // nearly nobody has one
		if err := e.permits(c, cmd, args, c.accessContext()); err != nil {
			return err
		}
	}
	switch {
	case e.outOfMemory() && !e.makeRoom() && c.needsMemory(cmd):
		return errOOM
	case c.protocol == 2 && c.subscribed() && cmd.Flags&subscribed == 0:
		return notWhileSubscribed(cmd)
	case c.monitor && (cmd.Flags&(Write|ReadOnly) != 0 || cmd.mayReplicate()):
		return errReplica
	}
	return nil
}

// accessContext is where a command that c sends is admitted.
func (c *Conn) accessContext() accessContext {
	if c.inTransaction() {
		return inMulti
	}
	return atTopLevel
}

// needsMemory reports whether a command takes memory: queueing one does.
func (c *Conn) needsMemory(cmd *Command) bool {
	switch {
	case cmd.Name == "exec":
		return c.tx.needsMemory
	case c.inTransaction():
		return cmd.Flags&immediate == 0
	}
	return cmd.Flags&DenyOOM != 0
}

// outOfMemory reports whether keys take more than they may.
func (e *Engine) outOfMemory() bool {
	return e.options.MaxMemory > 0 && e.memory > e.options.MaxMemory && !e.replaying
}

// callMode says on whose behalf a command runs.
type callMode struct {
	queued bool  // EXEC's
	waited *wait // its own, after it had blocked; nil: not so
	lent   bool  // its arguments are the reader's
}

// invoke runs a command and returns its reply: none while it blocks.
func (e *Engine) invoke(conn *Conn, cmd *Command, args []string, mode callMode) resp.Value {
	c := e.pushFrame()
	*c = call{
		engine: e, conn: conn, db: e.databases[conn.db], cmd: cmd, args: args,
		queued: mode.queued, waited: mode.waited, lent: mode.lent, effects: c.effects[:0],
	}
	if e.lazily != nil {
		e.lazily(c)
	}
	e.stats.commands++
	began := e.begin()
	reply, err := cmd.run(c)
	if err != nil {
		reply = e.failed(err)
	}
	if e.follower != nil {
		e.follower.ran(c, began, err != nil)
	}
	e.logCall(c)
	if c.changes > 0 {
		e.expireDueIn(c.db) // SET EXAT may name a time that has passed
	}
	e.depth--
	return reply
}

// pushFrame returns the frame of the next command. Frames are used again,
// so that running a command allocates nothing.
func (e *Engine) pushFrame() *call {
	if e.depth == len(e.frames) {
		e.frames = append(e.frames, &call{})
	}
	e.depth++
	return e.frames[e.depth-1]
}

// failed counts an error and makes it a reply.
func (e *Engine) failed(err error) resp.Value {
	e.stats.fails++
	e.stats.countError(err)
	return resp.Fail(err.Error())
}
