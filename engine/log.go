// The append log: every write as a command that has the same effect again,
// its compact rewrite, and reading it back.

package engine

import (
	"strconv"
	"strings"
	"time"

	"resplay/resp"
)

// rewriteChunk is how many elements one command of a rewrite carries.
const rewriteChunk = 64

func (e *Engine) logging() bool { return e.options.Log != nil && !e.replaying }

// logCall logs what a command has done, if it did anything.
func (e *Engine) logCall(c *call) {
	if c.changes == 0 || !e.logging() {
		return
	}
	if !c.overruled {
		e.log(c.db, c.args)
		return
	}
	for _, args := range c.effects {
		e.log(c.db, args)
	}
}

// log hands a command to the owner of the log. The first of a transaction
// follows MULTI; endLoggedTransaction adds the EXEC.
func (e *Engine) log(db *database, args []string) {
	if !e.logging() {
		return
	}
	if e.inExec && !e.logOpen {
		e.logOpen = true
		e.options.Log(db.id, []string{"MULTI"})
	}
	e.options.Log(db.id, args)
}

func (e *Engine) endLoggedTransaction(db *database) {
	e.inExec = false
	if e.logOpen {
		e.logOpen = false
		e.options.Log(db.id, []string{"EXEC"})
	}
}

// AppendRewrite appends the commands that load all libraries of functions and
// build all databases anew, in sorted order of keys.
func (e *Engine) AppendRewrite(dst []byte) []byte {
	if e.scripts != nil {
		dst = e.scripts.appendRewrite(dst)
	}
	for _, db := range e.databases {
		if db.keys.len() == 0 {
			continue
		}
		dst = resp.AppendCommand(dst, "SELECT", strconv.Itoa(db.id))
		for _, key := range db.sortedKeys() {
			ent := db.keys.get(key)
			dst = ent.val.object.appendRewrite(dst, key)
			if ent.val.expireAt != 0 {
				dst = resp.AppendCommand(dst, "PEXPIREAT", key, formatInt(ent.val.expireAt))
			}
		}
	}
	return dst
}

// LogError says where a log could not be replayed. What stands ahead of
// that byte was applied.
type LogError struct {
	Offset int64
	Torn   bool // the log ends in the middle of a command or transaction, as after a crash; the rest is sound
	Msg    string
}

func (err *LogError) Error() string {
	return "log at byte " + strconv.FormatInt(err.Offset, 10) + ": " + err.Msg
}

// AppendTimestamp appends the line by which a log tells the time, as Redis
// writes it in its append-only file, rounded up to whole seconds.
func (e *Engine) AppendTimestamp(dst []byte) []byte {
	seconds := (e.milliseconds() + 999) / 1000
	return append(dst, timestampPrefix+formatInt(seconds)+"\r\n"...)
}

const (
	timestampPrefix = "#TS:"
	restartPrefix   = "#AT:" // what stands ahead is void, its time as well
)

// timestamp reads a line of [Engine.AppendTimestamp] or [Engine.AppendRestart].
func timestamp(args []string, prefix string) (seconds int64, ok bool) {
	text, found := strings.CutPrefix(args[0], prefix)
	if !found || len(args) != 1 {
		return 0, false
	}
	seconds, err := strconv.ParseInt(text, 10, 64)
	return seconds, err == nil
}

// Replay runs the commands of a log, and moves the clock on to the latest
// time that the log tells. Keys that have expired since do so at its end. An
// error is a [*LogError].
func (e *Engine) Replay(log []byte) error {
	c := e.newConn("")
	c.become(&user{name: defaultUserName}, true) // whatever users may do now
	e.replaying = true
	err := e.replay(c, log)
	e.replaying = false
	c.hangUp()
	e.expireDue()
	e.serveBlocked()
	e.resume()
	return err
}

func (e *Engine) replay(c *Conn, log []byte) error {
	reader := resp.NewReader(e.options.Limits)
	reader.Feed(log)
	began := e.now
	sound := int64(0) // offset behind the last command that has taken effect
	for {
		args, ok, err := reader.NextCommand()
		if err != nil {
			return &LogError{Offset: reader.Offset(), Msg: err.Error()}
		}
		if !ok {
			break
		}
		if seconds, ok := timestamp(args, timestampPrefix); ok {
			e.setClock(time.Unix(seconds, 0))
			continue
		}
		if seconds, ok := timestamp(args, restartPrefix); ok {
			e.now = began
			e.setClock(time.Unix(seconds, 0))
			continue
		}
		cmd, err := e.commands.find(args)
		if refused := e.answer(c, cmd, err, args, false).Err(); refused != nil {
			return &LogError{Offset: sound, Msg: "the command " + resp.JoinLine(args[:1]) + " was refused: " + refused.Error()}
		}
		if !c.inTransaction() {
			sound = reader.Offset()
		}
	}
	switch {
	case c.inTransaction():
		return &LogError{Offset: sound, Torn: true, Msg: "the log ends before the EXEC of this transaction"}
	case reader.Buffered() > 0:
		return &LogError{Offset: sound, Torn: true, Msg: "the log ends inside this command"}
	}
	return nil
}
