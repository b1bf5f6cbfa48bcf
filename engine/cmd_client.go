// CLIENT: what a connection sets for itself, and what it does to others.

package engine

import (
	"resplay/resp"
)

var clientCommands = []Command{
	container("client", "2.4.0", "5.0.0", "connection", "Tells about connections and manages them.", []Command{
		{
			Name:    "id",
			Summary: "Returns the number of the connection.",
			Since:   "5.0.0", Group: "connection", Complexity: "O(1)",
			Arity: 2, Flags: NoScript | Loading | Stale,
			run: cmdClientID,
		},
		{
			Name: "setname", Synopsis: "connection-name",
			Summary: "Names the connection.",
			Since:   "2.6.9", Group: "connection", Complexity: "O(1)",
			Arity: 3, Flags: NoScript | Loading | Stale,
			run: cmdClientSetname,
		},
		{
			Name:    "getname",
			Summary: "Returns the name of the connection.",
			Since:   "2.6.9", Group: "connection", Complexity: "O(1)",
			Arity: 2, Flags: NoScript | Loading | Stale,
			run: cmdClientGetname,
		},
		{
			Name: "setinfo", Synopsis: "<LIB-NAME libname | LIB-VER libver>",
			Summary: "Tells the server which client library the connection comes from.",
			Since:   "7.2.0", Group: "connection", Complexity: "O(1)",
			Arity: 4, Flags: NoScript | Loading | Stale,
			run: cmdClientSetinfo,
		},
		{
			Name:    "info",
			Summary: "Returns what CLIENT LIST shows of this connection.",
			Since:   "6.2.0", Group: "connection", Complexity: "O(1)",
			Arity: 2, Flags: NoScript | Loading | Stale,
			Tips: []string{"nondeterministic_output"},
			run:  cmdClientInfo,
		},
		{
			Name: "list", Synopsis: "[TYPE <NORMAL | MASTER | REPLICA | PUBSUB>] [ID client-id [client-id ...]]",
			Summary: "Lists connections.",
			Since:   "2.4.0", Group: "connection", Complexity: "O(N) where N is the number of client connections",
			Arity: -2, Flags: Admin | NoScript | Loading | Stale, ACL: "connection",
			Tips: []string{"nondeterministic_output"},
			run:  cmdClientList,
		},
		{
			Name: "kill", Synopsis: "<ip:port | [ID client-id] [TYPE <NORMAL | MASTER | REPLICA | PUBSUB>] [USER username] [ADDR ip:port] [LADDR ip:port] [SKIPME <YES | NO>] [MAXAGE maxage]>",
			Summary: "Closes connections.",
			Since:   "2.4.0", Group: "connection", Complexity: "O(N) where N is the number of client connections",
			Arity: -3, Flags: Admin | NoScript | Loading | Stale, ACL: "connection",
			run: cmdClientKill,
		},
		{
			Name: "unblock", Synopsis: "client-id [TIMEOUT | ERROR]",
			Summary: "Ends the wait of a blocked connection.",
			Since:   "5.0.0", Group: "connection", Complexity: "O(log N) where N is the number of client connections",
			Arity: -3, Flags: Admin | NoScript | Loading | Stale, ACL: "connection",
			run: cmdClientUnblock,
		},
		{
			Name: "reply", Synopsis: "<ON | OFF | SKIP>",
			Summary: "Chooses whether the connection gets replies.",
			Since:   "3.2.0", Group: "connection", Complexity: "O(1)",
			Arity: 3, Flags: NoScript | Loading | Stale,
			run: cmdClientReply,
		},
		{
			Name: "no-evict", Synopsis: "<ON | OFF>",
			Summary: "Protects the connection from being closed for the memory it takes.",
			Since:   "7.0.0", Group: "connection", Complexity: "O(1)",
			Arity: 3, Flags: Admin | NoScript | Loading | Stale, ACL: "connection",
			run: cmdClientNoEvict,
		},
		{
			Name: "no-touch", Synopsis: "<ON | OFF>",
			Summary: "Chooses whether the connection's commands count as uses of keys.",
			Since:   "7.2.0", Group: "connection", Complexity: "O(1)",
			Arity: 3, Flags: NoScript | Loading | Stale,
			run: cmdClientNoTouch,
		},
	}),
}

func cmdClientID(c *call) (resp.Value, error) { return resp.Integer(c.conn.id), nil }

func cmdClientSetname(c *call) (resp.Value, error) {
	if !validClientName(c.args[2]) {
		return none, errClientName
	}
	c.conn.name = c.args[2]
	return resp.OK(), nil
}

func cmdClientGetname(c *call) (resp.Value, error) {
	return bulkOrNull(c.conn.name, c.conn.name != ""), nil
}

func cmdClientSetinfo(c *call) (resp.Value, error) {
	option, value := lower(c.args[2]), c.args[3]
	var field *string
	switch option {
	case "lib-name":
		field = &c.conn.libName
	case "lib-ver":
		field = &c.conn.libVersion
	default:
		return none, resp.Error("ERR Unrecognized option '" + c.args[2] + "'")
	}
	if !validClientName(value) {
		return none, resp.Error("ERR " + option + " cannot contain spaces, newlines or special characters.")
	}
	*field = value
	return resp.OK(), nil
}

func cmdClientReply(c *call) (resp.Value, error) {
	switch c.keyword(2) {
	case "ON":
		c.conn.reply = replyOn
		return resp.OK(), nil
	case "OFF":
		c.conn.reply = replyOff
	case "SKIP":
		if c.conn.reply != replyOff {
			c.conn.reply = replySkipNext
		}
	default:
		return none, errSyntax
	}
	return none, nil
}

func cmdClientNoEvict(c *call) (resp.Value, error) { return c.onOff(&c.conn.noEvict) }
func cmdClientNoTouch(c *call) (resp.Value, error) { return c.onOff(&c.conn.noTouch) }

func (c *call) onOff(setting *bool) (resp.Value, error) {
	switch c.keyword(2) {
	case "ON":
		*setting = true
	case "OFF":
		*setting = false
	default:
		return none, errSyntax
	}
	return resp.OK(), nil
}

func cmdClientUnblock(c *call) (resp.Value, error) {
	withError := false
	if len(c.args) > 4 {
		return none, wrongSubcommand(c)
	}
	if len(c.args) == 4 {
		switch c.keyword(3) {
		case "TIMEOUT":
		case "ERROR":
			withError = true
		default:
			return none, errUnblockReason
		}
	}
	id, err := c.integer(2)
	if err != nil {
		return none, err
	}
	blocked := c.engine.connByID(id)
	if blocked == nil || blocked.wait == nil || blocked.wait.postponed {
		return resp.Integer(0), nil
	}
	reply := blocked.wait.timeout
	if withError {
		reply = c.engine.failed(errUnblocked)
	}
	c.engine.finish(blocked, reply)
	return resp.Integer(1), nil
}
