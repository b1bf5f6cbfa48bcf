// CLIENT LIST, INFO and KILL: connections as lines, and choosing among them.

package engine

import (
	"slices"
	"strings"

	"resplay/resp"
)

// clientFilter chooses connections.
type clientFilter struct {
	ids       []int64 // empty: any
	kind      string  // normal, pubsub, master or replica; "": any
	addr      string  // "": any
	localAddr string  // "": any
	user      string  // "": any
	minAge    int64   // seconds
	skip      *Conn   // nil: none
}

func (f clientFilter) chooses(c *Conn) bool {
	switch {
	case c == f.skip,
		len(f.ids) > 0 && !slices.Contains(f.ids, c.id),
		f.kind != "" && f.kind != c.kind(),
		f.addr != "" && f.addr != c.addr,
		f.localAddr != "" && f.localAddr != localAddr,
		f.user != "" && f.user != c.user.name,
		c.age() < f.minAge:
		return false
	}
	return true
}

// localAddr is what every connection has come to.
const localAddr = "127.0.0.1:6379"

func (c *Conn) kind() string {
	if c.subscribed() {
		return "pubsub"
	}
	return "normal"
}

// age is the connection's in seconds.
func (c *Conn) age() int64 { return int64(c.engine.now.Sub(c.created).Seconds()) }

// clientKind is the argument at i as a kind of client.
func (c *call) clientKind(i int) (string, error) {
	switch kind := lower(c.args[i]); kind {
	case "normal", "pubsub", "master", "replica":
		return kind, nil
	case "slave":
		return "replica", nil
	}
	return "", resp.Error("ERR Unknown client type '" + c.args[i] + "'")
}

func (e *Engine) connByID(id int64) *Conn {
	i, ok := slices.BinarySearchFunc(e.conns, id, byID)
	if !ok {
		return nil
	}
	return e.conns[i]
}

func cmdClientInfo(c *call) (resp.Value, error) {
	return resp.Verbatim("txt", c.conn.line()+"\n"), nil
}

func cmdClientList(c *call) (resp.Value, error) {
	var filter clientFilter
	switch {
	case len(c.args) == 2:
	case len(c.args) == 4 && c.keyword(2) == "TYPE":
		kind, err := c.clientKind(3)
		if err != nil {
			return none, err
		}
		filter.kind = kind
	case len(c.args) > 3 && c.keyword(2) == "ID":
		for i := 3; i < len(c.args); i++ {
			id, err := c.integer(i)
			if err != nil {
				return none, errInvalidClient
			}
			filter.ids = append(filter.ids, id)
		}
	default:
		return none, errSyntax
	}
	var lines strings.Builder
	for _, conn := range c.engine.conns {
		if filter.chooses(conn) {
			lines.WriteString(conn.line() + "\n")
		}
	}
	return resp.Verbatim("txt", lines.String()), nil
}

// line describes a connection as CLIENT LIST does. What an engine without
// sockets and buffers of its own does not have is there as zero.
func (c *Conn) line() string {
	queued := int64(-1)
	if c.tx.open {
		queued = int64(len(c.tx.commands))
	}
	last := "NULL"
	if c.last != nil {
		last = c.last.FullName()
	}
	return joinFields(
		"id", formatInt(c.id), "addr", c.addr, "laddr", localAddr, "fd", formatInt(c.id+7), "name", c.name,
		"age", formatInt(c.age()), "idle", formatInt(int64(c.engine.now.Sub(c.active).Seconds())),
		"flags", c.flags(), "db", formatInt(int64(c.db)),
		"sub", formatInt(int64(len(c.channels))), "psub", formatInt(int64(len(c.patterns))), "ssub", formatInt(int64(len(c.shardChannels))),
		"multi", formatInt(queued), "watch", formatInt(int64(len(c.tx.watched))),
		"qbuf", formatInt(int64(c.reader.Buffered())), "qbuf-free", "0", "argv-mem", "0", "multi-mem", "0",
		"rbs", "0", "rbp", "0", "obl", formatInt(int64(len(c.out))), "oll", "0", "omem", "0", "tot-mem", "0",
		"events", "r", "cmd", last, "user", c.user.name, "redir", formatInt(c.redirect()), "resp", formatInt(int64(c.protocol)),
		"lib-name", c.libName, "lib-ver", c.libVersion,
	)
}

// flags are the connection's states, a letter each.
func (c *Conn) flags() string {
	letters := ""
	for _, state := range []struct {
		letter string
		yes    bool
	}{
		{"O", c.monitor}, {"P", c.subscribed()}, {"x", c.tx.open}, {"b", c.wait != nil},
		{"t", c.tracking != nil}, {"R", c.tracking != nil && c.tracking.broken}, {"B", c.tracking != nil && c.tracking.bcast},
		{"d", c.tx.dirtied},
		{"c", c.leaving}, {"e", c.noEvict}, {"T", c.noTouch},
	} {
		if state.yes {
			letters += state.letter
		}
	}
	if letters == "" {
		return "N"
	}
	return letters
}

func joinFields(fields ...string) string {
	var line strings.Builder
	for i := 0; i < len(fields); i += 2 {
		if i > 0 {
			line.WriteByte(' ')
		}
		line.WriteString(fields[i] + "=" + fields[i+1])
	}
	return line.String()
}

func cmdClientKill(c *call) (resp.Value, error) {
	if len(c.args) == 3 {
		if c.killAll(clientFilter{addr: c.args[2]}) == 0 {
			return none, errNoSuchClient
		}
		return resp.OK(), nil
	}
	filter, err := c.killFilter()
	if err != nil {
		return none, err
	}
	return resp.Integer(c.killAll(filter)), nil
}

// killFilter reads the pairs of option and value of CLIENT KILL.
func (c *call) killFilter() (filter clientFilter, err error) {
	filter.skip = c.conn
	for i := 2; i < len(c.args); i += 2 {
		option, at := c.keyword(i), i+1
		if at == len(c.args) {
			return filter, errSyntax
		}
		switch option {
		case "ID":
			filter.ids, err = c.killID(at)
		case "TYPE":
			filter.kind, err = c.clientKind(at)
		case "ADDR":
			filter.addr = c.args[at]
		case "LADDR":
			filter.localAddr = c.args[at]
		case "USER":
			filter.user, err = c.args[at], c.knownUser(at)
		case "SKIPME":
			filter.skip, err = c.killSkips(at)
		case "MAXAGE":
			filter.minAge, err = c.maxAge(at)
		default:
			err = errSyntax
		}
		if err != nil {
			return filter, err
		}
	}
	return filter, nil
}

func (c *call) killID(i int) ([]int64, error) {
	id, ok := parseInt(c.args[i])
	if !ok || id < 1 {
		return nil, errClientID
	}
	return []int64{id}, nil
}

func (c *call) knownUser(i int) error {
	if c.engine.findUser(c.args[i]) == nil {
		return resp.Error("ERR No such user '" + c.args[i] + "'")
	}
	return nil
}

func (c *call) killSkips(i int) (*Conn, error) {
	switch c.keyword(i) {
	case "YES":
		return c.conn, nil
	case "NO":
		return nil, nil
	}
	return nil, errSyntax
}

func (c *call) maxAge(i int) (int64, error) {
	age, ok := parseInt(c.args[i])
	switch {
	case !ok:
		return 0, errMaxAge
	case age < 1:
		return 0, errMaxAgeZero
	}
	return age, nil
}

// killAll closes the chosen connections and returns how many. The one that
// asks is closed when it has its answer.
func (c *call) killAll(filter clientFilter) int64 {
	killed := int64(0)
	for _, conn := range slices.Clone(c.engine.conns) {
		if filter.chooses(conn) {
			c.engine.turnOut(conn, c.conn)
			killed++
		}
	}
	return killed
}
