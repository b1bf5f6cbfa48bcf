// Commands about the connection itself.

package engine

import (
	"resplay/resp"
)

var connectionCommands = []Command{
	{
		Name: "ping", Synopsis: "[message]",
		Summary: "Answers PONG, or the message.",
		Since:   "1.0.0", Group: "connection", Complexity: "O(1)",
		Arity: -1, Flags: Fast | subscribed | borrows,
		Tips: []string{"request_policy:all_shards", "response_policy:all_succeeded"},
		run:  cmdPing,
	},
	{
		Name: "echo", Synopsis: "message",
		Summary: "Answers the message.",
		Since:   "1.0.0", Group: "connection", Complexity: "O(1)",
		Arity: 2, Flags: Loading | Stale | Fast | borrows,
		run: cmdEcho,
	},
	{
		Name: "auth", Synopsis: "[username] password",
		Summary: "Authenticates the connection.",
		Since:   "1.0.0", Group: "connection", Complexity: "O(N) where N is the number of passwords defined for the user",
		Arity: -2, Flags: NoScript | Loading | Stale | Fast | NoAuth | AllowBusy,
		run: cmdAuth,
	},
	{
		Name: "hello", Synopsis: "[protover [AUTH username password] [SETNAME clientname]]",
		Summary: "Greets the server, choosing the protocol, and answers who it is.",
		Since:   "6.0.0", Group: "connection", Complexity: "O(1)",
		Arity: -1, Flags: NoScript | Loading | Stale | Fast | NoAuth | AllowBusy,
		run: cmdHello,
	},
	{
		Name: "select", Synopsis: "index",
		Summary: "Changes the database of the connection.",
		Since:   "1.0.0", Group: "connection", Complexity: "O(1)",
		Arity: 2, Flags: Loading | Stale | Fast | borrows,
		run: cmdSelect,
	},
	{
		Name:    "quit",
		Summary: "Closes the connection once its replies are written.",
		Since:   "1.0.0", Group: "connection", Complexity: "O(1)",
		Arity: -1, Flags: NoScript | Loading | Stale | Fast | NoAuth | AllowBusy | immediate | subscribed,
		run: cmdQuit,
	},
	{
		Name:    "reset",
		Summary: "Makes the connection as new: transaction, subscriptions, database, name, protocol.",
		Since:   "6.2.0", Group: "connection", Complexity: "O(1)",
		Arity: 1, Flags: NoScript | Loading | Stale | Fast | NoAuth | AllowBusy | immediate | subscribed,
		run: cmdReset,
	},
}

func cmdPing(c *call) (resp.Value, error) {
	if len(c.args) > 2 {
		return none, wrongArity(c.cmd)
	}
	message := ""
	if len(c.args) == 2 {
		message = c.args[1]
	}
	switch {
	case c.conn.protocol == 2 && c.conn.subscribed():
		return resp.Bulks("pong", message), nil
	case len(c.args) == 1:
		return resp.Simple("PONG"), nil
	}
	return resp.Bulk(message), nil
}

func cmdEcho(c *call) (resp.Value, error) { return resp.Bulk(c.args[1]), nil }

func cmdAuth(c *call) (resp.Value, error) {
	switch {
	case len(c.args) > 3:
		return none, errSyntax
	case len(c.args) == 3:
		return resp.OK(), c.authenticate(c.args[1], c.args[2])
	case c.engine.defaultUser.anyPassword:
		return none, errNoPassword
	}
	return resp.OK(), c.authenticate(defaultUserName, c.args[1])
}

// authenticate makes the connection act as a user, if the password is right.
func (c *call) authenticate(name, password string) error {
	u := c.engine.findUser(name)
	if u == nil || !u.accepts(password) {
		if c.engine.access != nil {
			c.engine.access.authFailed(c.conn, c.args, name)
		}
		return errWrongPass
	}
	c.conn.become(u, true)
	return nil
}

// equalInConstantTime takes as long for a wrong guess that is nearly right
// as for any other.
func equalInConstantTime(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	var different byte
	for i := range len(a) {
		different |= a[i] ^ b[i]
	}
	return different == 0
}

// helloOptions is what HELLO asks for.
type helloOptions struct {
	protocol       int
	user, password string
	auth           bool
	name           string
	setName        bool
}

func cmdHello(c *call) (resp.Value, error) {
	options, err := c.helloOptions()
	if err != nil {
		return none, err
	}
	if options.auth {
		if err := c.authenticate(options.user, options.password); err != nil {
			return none, err
		}
	}
	if !c.conn.mayAct() {
		return none, errHelloNoAuth
	}
	if options.setName {
		c.conn.name = options.name
	}
	c.conn.protocol = options.protocol
	return resp.Map(
		resp.Bulk("server"), resp.Bulk("redis"),
		resp.Bulk("version"), resp.Bulk(c.engine.options.Version),
		resp.Bulk("proto"), resp.Integer(int64(c.conn.protocol)),
		resp.Bulk("id"), resp.Integer(c.conn.id),
		resp.Bulk("mode"), resp.Bulk("standalone"),
		resp.Bulk("role"), resp.Bulk("master"),
		resp.Bulk("modules"), resp.Array(),
	), nil
}

func (c *call) helloOptions() (helloOptions, error) {
	options := helloOptions{protocol: c.conn.protocol}
	if len(c.args) > 1 {
		n, ok := parseInt(c.args[1])
		if !ok {
			return options, errProtoNumber
		}
		if n != 2 && n != 3 {
			return options, errNoProto
		}
		options.protocol = int(n)
	}
	for i := 2; i < len(c.args); i++ {
		switch word := c.keyword(i); {
		case word == "AUTH" && c.more(i) >= 2:
			options.auth, options.user, options.password = true, c.args[i+1], c.args[i+2]
			i += 2
		case word == "SETNAME" && c.more(i) >= 1:
			if !validClientName(c.args[i+1]) {
				return options, errClientName
			}
			options.setName, options.name = true, c.args[i+1]
			i++
		default:
			return options, resp.Error("ERR Syntax error in HELLO option '" + c.args[i] + "'")
		}
	}
	return options, nil
}

func cmdSelect(c *call) (resp.Value, error) {
	db, err := c.database(1)
	if err != nil {
		return none, err
	}
	c.conn.db = db.id
	return resp.OK(), nil
}

func cmdQuit(c *call) (resp.Value, error) {
	c.conn.leaving = true
	return resp.OK(), nil
}

func cmdReset(c *call) (resp.Value, error) {
	conn := c.conn
	conn.endTransaction()
	conn.unsubscribeAll()
	conn.protocol, conn.db, conn.name = 2, 0, ""
	conn.reply = replyOn
	conn.noEvict, conn.noTouch = false, false
	conn.becomeDefault()
	if c.engine.follower != nil {
		c.engine.follower.forget(conn)
	}
	return resp.Simple("RESET"), nil
}

// validClientName reports whether a name can stand in a line of CLIENT LIST.
func validClientName(name string) bool {
	for i := range len(name) {
		if name[i] < '!' || name[i] > '~' {
			return false
		}
	}
	return true
}
