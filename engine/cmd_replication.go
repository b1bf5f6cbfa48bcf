//go:build !first

// Replication, as a master without replicas answers. A server that copies
// another one is what this is not.

package engine

import (
	"resplay/resp"
)

var replicationCommands = []Command{
	{
		Name:    "role",
		Summary: "Returns the server's part in replication.",
		Since:   "2.8.12", Group: "server", Complexity: "O(1)",
		Arity: 1, Flags: NoScript | Loading | Stale | Fast, ACL: "admin dangerous",
		run: cmdRole,
	},
	{
		Name: "replicaof", Synopsis: "<host port | NO ONE>",
		Summary: "Makes the server a master, with NO ONE; it cannot become a replica.",
		Since:   "5.0.0", Group: "server", Complexity: "O(1)",
		Arity: 3, Flags: Admin | NoScript | Stale | NoAsyncLoading,
		run: cmdReplicaof,
	},
	{
		Name: "slaveof", Synopsis: "<host port | NO ONE>",
		Summary: "REPLICAOF by its old name.",
		Since:   "1.0.0", Group: "server", Complexity: "O(1)",
		Arity: 3, Flags: Admin | NoScript | Stale | NoAsyncLoading,
		run: cmdReplicaof,
	},
	{
		Name: "failover", Synopsis: "[TO host port [FORCE]] [ABORT] [TIMEOUT milliseconds]",
		Summary: "Hands over to a replica, of which there is none.",
		Since:   "6.2.0", Group: "server", Complexity: "O(1)",
		Arity: -1, Flags: Admin | NoScript | Stale,
		run: cmdFailover,
	},
	{
		Name: "psync", Synopsis: "replicationid offset",
		Summary: "Asks for a copy of the data and all changes to come, which this server does not give.",
		Since:   "2.8.0", Group: "server", Complexity: "None",
		Arity: -3, Flags: Admin | NoScript | NoAsyncLoading | NoMulti,
		run: cmdSync,
	},
	{
		Name:    "sync",
		Summary: "PSYNC of old.",
		Since:   "1.0.0", Group: "server", Complexity: "None",
		Arity: 1, Flags: Admin | NoScript | NoAsyncLoading | NoMulti,
		run: cmdSync,
	},
	{
		Name: "replconf", Synopsis: "[option value ...]",
		Summary: "Tells a master about its replica.",
		Since:   "3.0.0", Group: "server", Complexity: "O(1)",
		Arity: -1, Flags: Admin | NoScript | Loading | Stale | AllowBusy,
		run: cmdReplconf,
	},
}

func cmdRole(*call) (resp.Value, error) {
	return resp.Array(resp.Bulk("master"), resp.Integer(0), resp.Array()), nil
}

func cmdReplicaof(c *call) (resp.Value, error) {
	if c.keyword(1) == "NO" && c.keyword(2) == "ONE" {
		return resp.OK(), nil
	}
	if port, ok := parseInt(c.args[2]); !ok || port < 0 || port > 65535 {
		return none, errMasterPort
	}
	return none, errNoReplication
}

func cmdSync(*call) (resp.Value, error) { return none, errNoReplication }

func cmdFailover(c *call) (resp.Value, error) {
	to, force, timeout := false, false, int64(0)
	if len(c.args) == 2 && c.keyword(1) == "ABORT" {
		return none, errNoFailover
	}
	for i := 1; i < len(c.args); i++ {
		switch word := c.keyword(i); {
		case word == "TIMEOUT" && timeout == 0 && c.more(i) > 0:
			i++
			n, err := c.integer(i)
			switch {
			case err != nil:
				return none, err
			case n <= 0:
				return none, errFailoverTime
			}
			timeout = n
		case word == "TO" && !to && c.more(i) > 1:
			if _, err := c.integer(i + 2); err != nil {
				return none, err
			}
			to = true
			i += 2
		case word == "FORCE" && !force:
			force = true
		default:
			return none, errSyntax
		}
	}
	return none, errNoReplicas
}

// cmdReplconf reads what replicas say before PSYNC, and tells them as late as
// Redis would that it leads to nothing.
func cmdReplconf(c *call) (resp.Value, error) {
	if len(c.args)%2 == 0 {
		return none, errSyntax
	}
	for i := 1; i < len(c.args); i += 2 {
		switch lower(c.args[i]) {
		case "ip-address", "capa", "version":
		case "ack", "getack":
			return none, nil // these two have no reply
		case "listening-port":
			if _, err := c.integer(i + 1); err != nil {
				return none, err
			}
		case "rdb-only":
			n, err := c.integer(i + 1)
			switch {
			case err != nil:
				return none, err
			case n != 0 && n != 1:
				return none, errZeroOrOne
			}
		case "rdb-filter-only":
			if c.args[i+1] != "" && lower(c.args[i+1]) != "functions" {
				return none, resp.Error("ERR Unsupported rdb-filter-only option: " + c.args[i+1])
			}
		default:
			return none, resp.Error("ERR Unrecognized REPLCONF option: " + c.args[i])
		}
	}
	return resp.OK(), nil
}
