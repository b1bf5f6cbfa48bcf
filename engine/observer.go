// What an engine tells whoever watches it.

package engine

// Observer is told what happens in an engine, as it happens. Its methods
// must not call the engine or a connection to change anything; what they get
// is theirs to read during the call only.
type Observer interface {
	// Executed comes after each command with its reply as encoded. The
	// reply is empty when there is none, and when the command blocks; when
	// a blocked command ends, Executed comes again, with its reply.
	Executed(c *Conn, args []string, reply []byte)
	Blocked(c *Conn, keys []string)
	Unblocked(c *Conn)
	// KeyChanged names what happened to a key by Redis's keyspace event:
	// set, del, expired, lpush. c is nil when the engine did it by itself.
	KeyChanged(c *Conn, db int, key, event string)
	// WatchDirtied: a key that c watches was changed, so c's EXEC will fail.
	WatchDirtied(c *Conn, db int, key string)
	Published(c *Conn, channel, message string, receivers int)
}
