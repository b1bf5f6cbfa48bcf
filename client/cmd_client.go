//go:build !first

// CLIENT commands: the server's view of connections. Those of client-side
// caching are in cmd_tracking.go.

package client

import (
	"strings"
	"time"

	"resplay/resp"
)

// ClientID resolves with the server's number of the connection.
//
// Redis: https://redis.io/commands/client-id/
func (c Commands) ClientID() *Future[int64] { return run(c, integer, "CLIENT", "ID") }

// ClientSetName names the connection. A pool's connections are named by [Options].ClientName.
//
// Redis: https://redis.io/commands/client-setname/
func (c Commands) ClientSetName(name string) *Future[struct{}] {
	return run(c, done, "CLIENT", "SETNAME", name)
}

// ClientGetName resolves with the connection's name, "" when it has none.
//
// Redis: https://redis.io/commands/client-getname/
func (c Commands) ClientGetName() *Future[string] { return run(c, textOrEmpty, "CLIENT", "GETNAME") }

// ClientAttribute is what a connection tells of the program behind it.
type ClientAttribute string

// The attributes of ClientSetInfo.
const (
	LibName    ClientAttribute = "LIB-NAME"
	LibVersion ClientAttribute = "LIB-VER"
)

// ClientSetInfo tells the server about the program, for ClientList. A pool's
// connections do by [Options].LibName and LibVersion.
//
// Redis: https://redis.io/commands/client-setinfo/
func (c Commands) ClientSetInfo(attribute ClientAttribute, value string) *Future[struct{}] {
	return run(c, done, "CLIENT", "SETINFO", string(attribute), value)
}

// ClientInfo resolves with what the server knows of the connection, by the
// names that it has for it: id, addr, name, db and so on.
//
// Redis: https://redis.io/commands/client-info/
func (c Commands) ClientInfo() *Future[map[string]string] {
	return run(c, clientFields, "CLIENT", "INFO")
}

// clientFields reads name=value words.
func clientFields(v resp.Value) (map[string]string, error) {
	line, err := text(v)
	if err != nil {
		return nil, err
	}
	fields := map[string]string{}
	for word := range strings.FieldsSeq(line) {
		name, value, ok := strings.Cut(word, "=")
		if !ok {
			return nil, &DecodeError{Want: "name=value words", Reply: v}
		}
		fields[name] = value
	}
	return fields, nil
}

// ClientType is a kind of connection.
type ClientType string

// The kinds of connections.
const (
	NormalClients  ClientType = "NORMAL"
	MasterClients  ClientType = "MASTER"
	ReplicaClients ClientType = "REPLICA"
	PubSubClients  ClientType = "PUBSUB"
)

// ClientListOptions say which connections to list.
type ClientListOptions struct {
	Type ClientType // "": any
	IDs  []int64    // none: any
}

// ClientList resolves with what the server knows of each connection, as
// ClientInfo does.
//
// Redis: https://redis.io/commands/client-list/
func (c Commands) ClientList(o ClientListOptions) *Future[[]map[string]string] {
	args := []string{"CLIENT", "LIST"}
	if o.Type != "" {
		args = append(args, "TYPE", string(o.Type))
	}
	if len(o.IDs) > 0 {
		args = append(args, "ID")
	}
	for _, id := range o.IDs {
		args = append(args, itoa(id))
	}
	return run(c, clientLines, args...)
}

func clientLines(v resp.Value) ([]map[string]string, error) {
	lines, err := text(v)
	if err != nil {
		return nil, err
	}
	var clients []map[string]string
	for line := range strings.Lines(lines) {
		fields, err := clientFields(resp.Bulk(line))
		if err != nil {
			return nil, &DecodeError{Want: "lines of name=value words", Reply: v}
		}
		clients = append(clients, fields)
	}
	return clients, nil
}

// ClientKill closes the connection of a number, and resolves with how many were closed.
//
// Redis: https://redis.io/commands/client-kill/
func (c Commands) ClientKill(id int64) *Future[int64] {
	return c.ClientKillWith(ClientKillOptions{ID: id})
}

// ClientKillOptions say which connections to close: those for which all holds that is set.
type ClientKillOptions struct {
	ID     int64         // the server's number for it, see ClientID; 0: any
	Type   ClientType    // "": any
	User   string        // whom it has authenticated as; "": anybody
	Addr   string        // of the client, as ip:port
	LAddr  string        // of the server, as ip:port
	MaxAge time.Duration // open for longer than so many whole seconds
	Me     bool          // the connection itself may be among them
}

// ClientKillWith closes connections, and resolves with how many.
//
// Redis: https://redis.io/commands/client-kill/
func (c Commands) ClientKillWith(o ClientKillOptions) *Future[int64] {
	args := []string{"CLIENT", "KILL"}
	if o.ID != 0 {
		args = append(args, "ID", itoa(o.ID))
	}
	for _, filter := range [][2]string{{"TYPE", string(o.Type)}, {"USER", o.User}, {"ADDR", o.Addr}, {"LADDR", o.LAddr}} {
		if filter[1] != "" {
			args = append(args, filter[0], filter[1])
		}
	}
	if o.MaxAge != 0 {
		args = append(args, "MAXAGE", wholeSeconds(o.MaxAge))
	}
	if o.Me {
		args = append(args, "SKIPME", "NO")
	}
	return run(c, integer, args...)
}

// ClientUnblock ends the waiting of a connection in a blocking command, as its
// timeout would, and resolves with whether it was waiting.
//
// Redis: https://redis.io/commands/client-unblock/
func (c Commands) ClientUnblock(id int64) *Future[bool] {
	return run(c, flag, "CLIENT", "UNBLOCK", itoa(id))
}

// ClientUnblockError is ClientUnblock with an error, UNBLOCKED, for the command that waits.
//
// Redis: https://redis.io/commands/client-unblock/
func (c Commands) ClientUnblockError(id int64) *Future[bool] {
	return run(c, flag, "CLIENT", "UNBLOCK", itoa(id), "ERROR")
}

// ClientNoEvict says whether the connection is spared when the server closes
// some for want of memory. It is for a [Lease].
//
// Redis: https://redis.io/commands/client-no-evict/
func (c Commands) ClientNoEvict(on bool) *Future[struct{}] {
	return run(c, done, "CLIENT", "NO-EVICT", onOff(on))
}

// ClientNoTouch says whether the connection's commands leave alone when their
// keys were last used. It is for a [Lease].
//
// Redis: https://redis.io/commands/client-no-touch/
func (c Commands) ClientNoTouch(on bool) *Future[struct{}] {
	return run(c, done, "CLIENT", "NO-TOUCH", onOff(on))
}

func onOff(on bool) string {
	if on {
		return "ON"
	}
	return "OFF"
}
