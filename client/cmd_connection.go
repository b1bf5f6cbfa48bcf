// Commands about the connection they are sent on, transactions included.

package client

// Ping resolves with PONG.
func (c Commands) Ping() *Future[string] { return run(c, text, "PING") }

// Echo resolves with message.
func (c Commands) Echo(message string) *Future[string] { return run(c, text, "ECHO", message) }

// ClientID resolves with the server's number of the connection.
func (c Commands) ClientID() *Future[int64] { return run(c, integer, "CLIENT", "ID") }

// ClientSetName names the connection. A pool's connections are named by [Options].ClientName.
func (c Commands) ClientSetName(name string) *Future[struct{}] {
	return run(c, done, "CLIENT", "SETNAME", name)
}

// ClientGetName resolves with the connection's name, "" when it has none.
func (c Commands) ClientGetName() *Future[string] { return run(c, textOrEmpty, "CLIENT", "GETNAME") }

// ClientList resolves with a line for each of the server's connections.
func (c Commands) ClientList() *Future[string] { return run(c, text, "CLIENT", "LIST") }

// ClientKill closes the connection of a number, and resolves with how many were closed.
func (c Commands) ClientKill(id int64) *Future[int64] {
	return run(c, integer, "CLIENT", "KILL", "ID", itoa(id))
}

// ClientUnblock ends the waiting of a connection in a blocking command, as its
// timeout would, and resolves with whether it was waiting.
func (c Commands) ClientUnblock(id int64) *Future[bool] {
	return run(c, flag, "CLIENT", "UNBLOCK", itoa(id))
}

// Auth authenticates the connection. A pool's connections are by [Options].Password.
func (c Commands) Auth(username, password string) *Future[struct{}] {
	return run(c, done, "AUTH", username, password)
}

// Select changes the database of the connection, so it is for a [Lease]. A
// pool's connections are in [Options].DB.
func (c Commands) Select(db int) *Future[struct{}] { return run(c, done, "SELECT", itoa(db)) }

// Watch makes the next EXEC on this connection do nothing if one of keys
// changes before, so it is for a [Lease]; see also [Client.Transaction].
func (c Commands) Watch(keys ...string) *Future[struct{}] {
	return run(c, done, words("WATCH", keys)...)
}

// Unwatch forgets all that Watch has watched.
func (c Commands) Unwatch() *Future[struct{}] { return run(c, done, "UNWATCH") }
