//go:build !first

// Commands about the connection they are sent on.

package client

import "resplay/resp"

// Ping resolves with PONG.
//
// Redis: https://redis.io/commands/ping/
func (c Commands) Ping() *Future[string] { return run(c, text, "PING") }

// PingMessage resolves with message.
//
// Redis: https://redis.io/commands/ping/
func (c Commands) PingMessage(message string) *Future[string] { return run(c, text, "PING", message) }

// Echo resolves with message.
//
// Redis: https://redis.io/commands/echo/
func (c Commands) Echo(message string) *Future[string] { return run(c, text, "ECHO", message) }

// Auth authenticates the connection, as the default user when username is "".
// A pool's connections are by [Options].Password. What the server refuses is
// an error of its, WRONGPASS.
//
// Redis: https://redis.io/commands/auth/
func (c Commands) Auth(username, password string) *Future[struct{}] {
	if username == "" {
		return run(c, done, "AUTH", password)
	}
	return run(c, done, "AUTH", username, password)
}

// Select changes the database of the connection, so it is for a [Lease]. A
// pool's connections are in [Options].DB.
//
// Redis: https://redis.io/commands/select/
func (c Commands) Select(db int) *Future[struct{}] { return run(c, done, "SELECT", itoa(db)) }

// HelloOptions say what a HELLO changes.
type HelloOptions struct {
	Protocol int    // 2 or 3; 0: nothing changes
	Username string // with Password; "": the default user
	Password string // "": the connection's user stays
	Name     string // of the connection; "": it stays
}

// ServerInfo is what a server tells of itself in its greeting.
type ServerInfo struct {
	Server   string // redis
	Version  string
	Protocol int64 // 2 or 3, from now on
	ID       int64 // of the connection
	Mode     string
	Role     string // master or replica
	Modules  []string
}

// Hello changes the connection's protocol, user and name, and resolves with
// what the server is. It is for a [Lease]: a pool's connections are greeted
// as [Options] say. A name or password needs a Protocol.
//
// Redis: https://redis.io/commands/hello/
func (c Commands) Hello(o HelloOptions) *Future[ServerInfo] {
	args := []string{"HELLO"}
	if o.Protocol != 0 {
		args = append(args, itoa(o.Protocol))
	}
	if o.Password != "" {
		user := o.Username
		if user == "" {
			user = "default"
		}
		args = append(args, "AUTH", user, o.Password)
	}
	if o.Name != "" {
		args = append(args, "SETNAME", o.Name)
	}
	return run(c, serverInfo, args...)
}

func serverInfo(v resp.Value) (s ServerInfo, err error) {
	r := newRecord(v)
	s.Server = field(r, "server", text)
	s.Version = field(r, "version", text)
	s.Protocol = field(r, "proto", integer)
	s.ID = field(r, "id", integer)
	s.Mode = field(r, "mode", text)
	s.Role = field(r, "role", text)
	s.Modules = field(r, "modules", listOf(moduleName))
	return s, r.err
}

func moduleName(v resp.Value) (string, error) {
	r := newRecord(v)
	name := field(r, "name", text)
	return name, r.err
}

// Reset makes the connection as new: no transaction, no subscriptions, no
// name, database 0, the default user, RESP2. It is for a [Lease].
//
// Redis: https://redis.io/commands/reset/
func (c Commands) Reset() *Future[struct{}] { return run(c, done, "RESET") }

// Quit makes the server close the connection, once it has answered.
// [Client.Close] and [Lease.Release] are the ways to be done with one.
//
// Redis: https://redis.io/commands/quit/
func (c Commands) Quit() *Future[struct{}] { return run(c, done, "QUIT") }
