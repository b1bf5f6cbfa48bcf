//go:build !first

// What a server tells of the cluster it is part of. The client itself does not
// follow a cluster's redirections: it speaks to the servers it is told of.

package client

import (
	"time"

	"resplay/resp"
)

// ClusterInfo resolves with figures of the cluster by name, such as cluster_state.
//
// Redis: https://redis.io/commands/cluster-info/
func (c Commands) ClusterInfo() *Future[map[string]string] {
	return run(c, figures, "CLUSTER", "INFO")
}

// ClusterMyID resolves with the name of the server's node, 40 hexadecimal digits.
//
// Redis: https://redis.io/commands/cluster-myid/
func (c Commands) ClusterMyID() *Future[string] { return run(c, text, "CLUSTER", "MYID") }

// ClusterMyShardID resolves with the name of the shard that the server's node is in.
//
// Redis: https://redis.io/commands/cluster-myshardid/
func (c Commands) ClusterMyShardID() *Future[string] { return run(c, text, "CLUSTER", "MYSHARDID") }

// ClusterNodes resolves with a line for each node, as nodes keep them in
// their configuration files.
//
// Redis: https://redis.io/commands/cluster-nodes/
func (c Commands) ClusterNodes() *Future[string] { return run(c, text, "CLUSTER", "NODES") }

// ClusterKeySlot resolves with the slot, from 0 to 16383, that a key is in.
//
// Redis: https://redis.io/commands/cluster-keyslot/
func (c Commands) ClusterKeySlot(key string) *Future[int64] {
	return run(c, integer, "CLUSTER", "KEYSLOT", key)
}

// ClusterCountKeysInSlot resolves with how many keys the server has in a slot.
//
// Redis: https://redis.io/commands/cluster-countkeysinslot/
func (c Commands) ClusterCountKeysInSlot(slot int) *Future[int64] {
	return run(c, integer, "CLUSTER", "COUNTKEYSINSLOT", itoa(slot))
}

// ClusterGetKeysInSlot resolves with up to count of the keys that the server has in a slot.
//
// Redis: https://redis.io/commands/cluster-getkeysinslot/
func (c Commands) ClusterGetKeysInSlot(slot, count int) *Future[[]string] {
	return run(c, texts, "CLUSTER", "GETKEYSINSLOT", itoa(slot), itoa(count))
}

// SlotRange is a range of slots, and the nodes that serve it.
type SlotRange struct {
	Start, End int64 // both included
	Nodes      []ClusterNode
}

// ClusterNode is a node as others reach it.
type ClusterNode struct {
	ID       string
	Endpoint string // host name or address; "": the one that was asked is reached as it was
	Port     int64
	Role     string // master or replica; "": it was not told
	Health   string // online, failed or loading; "": it was not told
	Offset   int64  // in the stream of what is written; 0: it was not told
}

// ClusterSlots resolves with the nodes that serve each range of slots, the
// master first.
//
// Redis: https://redis.io/commands/cluster-slots/
func (c Commands) ClusterSlots() *Future[[]SlotRange] {
	return run(c, listOf(slotRange), "CLUSTER", "SLOTS")
}

func slotRange(v resp.Value) (r SlotRange, err error) {
	parts, err := tuple(v, 3, "a range of slots and nodes")
	if err != nil {
		return r, err
	}
	r.Start, r.End = take(&err, parts[0], integer), take(&err, parts[1], integer)
	for _, node := range parts[2:] {
		r.Nodes = append(r.Nodes, take(&err, node, slotNode))
	}
	return r, err
}

func slotNode(v resp.Value) (n ClusterNode, err error) {
	parts, err := tuple(v, 3, "an endpoint, a port and an ID")
	if err != nil {
		return n, err
	}
	n.Endpoint = take(&err, parts[0], textOrEmpty)
	n.Port = take(&err, parts[1], integer)
	n.ID = take(&err, parts[2], text)
	return n, err
}

// Shard is a part of a cluster: slots, and the nodes that serve them.
type Shard struct {
	Slots []Span // of slots
	Nodes []ClusterNode
}

// ClusterShards resolves with the shards of the cluster.
//
// Redis: https://redis.io/commands/cluster-shards/
func (c Commands) ClusterShards() *Future[[]Shard] {
	return run(c, listOf(shard), "CLUSTER", "SHARDS")
}

func shard(v resp.Value) (s Shard, err error) {
	r := newRecord(v)
	ends := field(r, "slots", integers)
	for i := 0; i+1 < len(ends); i += 2 {
		s.Slots = append(s.Slots, Span{ends[i], ends[i+1]})
	}
	s.Nodes = field(r, "nodes", listOf(shardNode))
	return s, r.err
}

func shardNode(v resp.Value) (n ClusterNode, err error) {
	r := newRecord(v)
	n.ID = field(r, "id", text)
	n.Endpoint = fieldOr(r, "endpoint", text, "")
	if n.Port = fieldOr(r, "port", integer, 0); n.Port == 0 {
		n.Port = field(r, "tls-port", integer)
	}
	n.Role = field(r, "role", text)
	n.Offset = field(r, "replication-offset", integer)
	n.Health = field(r, "health", text)
	return n, r.err
}

// ClusterLink is a connection between the server's node and another.
type ClusterLink struct {
	Direction string // to or from the other
	Node      string // the name of the other
	Created   time.Time
	Events    string // r, w or both: what the server waits for
	SendBuf   int64  // bytes allocated for what is to be sent
	SendUsed  int64  // bytes of that in use
}

// ClusterLinks resolves with the connections to and from other nodes.
//
// Redis: https://redis.io/commands/cluster-links/
func (c Commands) ClusterLinks() *Future[[]ClusterLink] {
	return run(c, listOf(clusterLink), "CLUSTER", "LINKS")
}

func clusterLink(v resp.Value) (l ClusterLink, err error) {
	r := newRecord(v)
	l.Direction = field(r, "direction", text)
	l.Node = field(r, "node", text)
	l.Created = time.UnixMilli(field(r, "create-time", integer))
	l.Events = field(r, "events", text)
	l.SendBuf = field(r, "send-buffer-allocated", integer)
	l.SendUsed = field(r, "send-buffer-used", integer)
	return l, r.err
}

// ReadOnly makes a replica in a cluster answer reading commands on this
// connection, so it is for a [Lease].
//
// Redis: https://redis.io/commands/readonly/
func (c Commands) ReadOnly() *Future[struct{}] { return run(c, done, "READONLY") }

// ReadWrite ends what ReadOnly began.
//
// Redis: https://redis.io/commands/readwrite/
func (c Commands) ReadWrite() *Future[struct{}] { return run(c, done, "READWRITE") }

// Asking lets the next command on this connection in to a slot that is on its
// way to the server, so it is for a [Lease].
//
// Redis: https://redis.io/commands/asking/
func (c Commands) Asking() *Future[struct{}] { return run(c, done, "ASKING") }
