//go:build !first

// CLUSTER and its relatives, as a server answers that is none of a cluster's.

package engine

import (
	"resplay/resp"
)

func cmdNoCluster(*call) (resp.Value, error) { return none, errNoCluster }

// ofCluster declares a subcommand of CLUSTER.
func ofCluster(name, synopsis, since, complexity string, arity int, flags Flags, summary string, tips ...string) Command {
	return Command{
		Name: name, Synopsis: synopsis, Summary: summary,
		Since: since, Group: "cluster", Complexity: complexity,
		Arity: arity, Flags: flags, Tips: tips,
		run: cmdNoCluster,
	}
}

const (
	perNode       = "O(N) where N is the total number of Cluster nodes"
	perSlot       = "O(N) where N is the total number of hash slot arguments"
	perRange      = "O(N) where N is the total number of the slots between the start slot and end slot arguments."
	clusterChange = Admin | Stale | NoAsyncLoading
	anyReply      = "nondeterministic_output"
)

var clusterCommands = []Command{
	silentHelp(container("cluster", "3.0.0", "5.0.0", "cluster", "Tells about a cluster and manages it; this server is in none.", []Command{
		ofCluster("addslots", "slot [slot ...]", "3.0.0", perSlot, -3, clusterChange, "Gives slots to the node."),
		ofCluster("addslotsrange", "start-slot end-slot [start-slot end-slot ...]", "7.0.0", perRange, -4, clusterChange, "Gives ranges of slots to the node."),
		ofCluster("bumpepoch", "", "3.0.0", "O(1)", 2, clusterChange, "Advances the configuration epoch.", anyReply),
		ofCluster("count-failure-reports", "node-id", "3.0.0", "O(N) where N is the number of failure reports", 3, Admin|Stale, "Counts the reports that a node has failed.", anyReply),
		ofCluster("countkeysinslot", "slot", "3.0.0", "O(1)", 3, Stale, "Counts the keys in a slot."),
		ofCluster("delslots", "slot [slot ...]", "3.0.0", perSlot, -3, clusterChange, "Takes slots from the node."),
		ofCluster("delslotsrange", "start-slot end-slot [start-slot end-slot ...]", "7.0.0", perRange, -4, clusterChange, "Takes ranges of slots from the node."),
		ofCluster("failover", "[FORCE | TAKEOVER]", "3.0.0", "O(1)", -2, clusterChange, "Makes a replica take its master's place."),
		ofCluster("flushslots", "", "3.0.0", "O(1)", 2, clusterChange, "Takes all slots from the node."),
		ofCluster("forget", "node-id", "3.0.0", "O(1)", 3, clusterChange, "Removes a node from the node's table."),
		ofCluster("getkeysinslot", "slot count", "3.0.0", "O(log(N)) where N is the number of requested keys", 4, Stale, "Returns keys of a slot.", anyReply),
		ofCluster("info", "", "3.0.0", "O(1)", 2, Stale, "Tells the state of the cluster.", anyReply),
		ofCluster("keyslot", "key", "3.0.0", "O(N) where N is the number of bytes in the key", 3, Stale, "Returns the slot of a key."),
		ofCluster("links", "", "7.0.0", perNode, 2, Stale, "Lists the connections to other nodes.", anyReply),
		ofCluster("meet", "ip port [cluster-bus-port]", "3.0.0", "O(1)", -4, clusterChange, "Introduces another node."),
		ofCluster("myid", "", "3.0.0", "O(1)", 2, Stale, "Returns the node's ID."),
		ofCluster("myshardid", "", "7.2.0", "O(1)", 2, Stale, "Returns the ID of the node's shard.", anyReply),
		ofCluster("nodes", "", "3.0.0", perNode, 2, Stale, "Lists the nodes.", anyReply),
		ofCluster("replicas", "node-id", "5.0.0", "O(1)", 3, Admin|Stale, "Lists the replicas of a master.", anyReply),
		ofCluster("replicate", "node-id", "3.0.0", "O(1)", 3, clusterChange, "Makes the node a replica of a master."),
		ofCluster("reset", "[HARD | SOFT]", "3.0.0", "O(N) where N is the number of known nodes. The command may execute a FLUSHALL as a side effect.", -2, Admin|NoScript|Stale, "Makes the node forget the cluster."),
		ofCluster("saveconfig", "", "3.0.0", "O(1)", 2, clusterChange, "Writes the cluster's state to the disk."),
		ofCluster("set-config-epoch", "config-epoch", "3.0.0", "O(1)", 3, clusterChange, "Sets the configuration epoch of a new node."),
		ofCluster("setslot", "slot <IMPORTING node-id | MIGRATING node-id | NODE node-id | STABLE>", "3.0.0", "O(1)", -4, clusterChange, "Binds a slot to a node."),
		ofCluster("shards", "", "7.0.0", "O(N) where N is the total number of cluster nodes", 2, Stale, "Lists the shards with their nodes.", anyReply),
		ofCluster("slaves", "node-id", "3.0.0", "O(1)", 3, Admin|Stale, "Lists the replicas of a master.", anyReply),
		ofCluster("slots", "", "3.0.0", perNode, 2, Stale, "Lists the slots with their nodes.", anyReply),
	})),
	{
		Name:    "readonly",
		Summary: "Allows the connection to read from a replica of a cluster.",
		Since:   "3.0.0", Group: "cluster", Complexity: "O(1)",
		Arity: 1, Flags: Loading | Stale | Fast, ACL: "connection",
		run: cmdNoCluster,
	},
	{
		Name:    "readwrite",
		Summary: "Takes back READONLY.",
		Since:   "3.0.0", Group: "cluster", Complexity: "O(1)",
		Arity: 1, Flags: Loading | Stale | Fast, ACL: "connection",
		run: cmdNoCluster,
	},
	{
		Name:    "asking",
		Summary: "Makes the next command follow a redirection to a slot that is moving.",
		Since:   "3.0.0", Group: "cluster", Complexity: "O(1)",
		Arity: 1, Flags: Fast, ACL: "connection",
		run: cmdNoCluster,
	},
}

// silentHelp makes CLUSTER HELP answer as the other subcommands do.
func silentHelp(cmd Command) Command {
	cmd.Subcommands[len(cmd.Subcommands)-1].run = cmdNoCluster
	return cmd
}
