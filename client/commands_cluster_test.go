// Samples of the commands about the cluster that a server is part of.

package client

import (
	"resplay/resp"
)

var clusterSamples = family{
	cluster: true,
	setup:   "",
	samples: []sample{
		row("ClusterInfo", func(c Commands) answer {
			return got(c.ClusterInfo())
		}, "CLUSTER INFO", resp.Verbatim("txt", "cluster_state:ok\r\ncluster_size:3\r\n"), map[string]string{"cluster_state": "ok", "cluster_size": "3"}).varying("the nodes talk"),
		row("ClusterMyID", func(c Commands) answer { return got(c.ClusterMyID()) }, "CLUSTER MYID", resp.Bulk("abc"), "abc"),
		row("ClusterMyShardID", func(c Commands) answer { return got(c.ClusterMyShardID()) }, "CLUSTER MYSHARDID", resp.Bulk("abc"), "abc"),
		row("ClusterNodes", func(c Commands) answer { return got(c.ClusterNodes()) }, "CLUSTER NODES", resp.Verbatim("txt", "abc 10.0.0.1:7000\n"), "abc 10.0.0.1:7000\n"),
		row("ClusterKeySlot", func(c Commands) answer { return got(c.ClusterKeySlot("{a}b")) }, "CLUSTER KEYSLOT {a}b", resp.Integer(15495), int64(15495)),
		row("ClusterCountKeysInSlot", func(c Commands) answer { return got(c.ClusterCountKeysInSlot(15495)) }, "CLUSTER COUNTKEYSINSLOT 15495", resp.Integer(1), int64(1)),
		row("ClusterGetKeysInSlot", func(c Commands) answer { return got(c.ClusterGetKeysInSlot(15495, 10)) }, "CLUSTER GETKEYSINSLOT 15495 10", resp.Bulks("a"), []string{"a"}),
		row("ClusterSlots", func(c Commands) answer {
			return got(c.ClusterSlots())
		}, "CLUSTER SLOTS", resp.Array(resp.Array(resp.Integer(0), resp.Integer(16383), resp.Array(resp.Bulk("10.0.0.1"), resp.Integer(7000), resp.Bulk("abc"), resp.Array()), resp.Array(missing, resp.Integer(7000), resp.Bulk("abc"), resp.Array()))), []SlotRange{{0, 16383, []ClusterNode{{ID: "abc", Endpoint: "10.0.0.1", Port: 7000}, {ID: "abc", Port: 7000}}}}),
		row("ClusterShards", func(c Commands) answer {
			return got(c.ClusterShards())
		}, "CLUSTER SHARDS", resp.Array(resp.Map(resp.Bulk("slots"), resp.Array(resp.Integer(0), resp.Integer(99), resp.Integer(200), resp.Integer(299)), resp.Bulk("nodes"), resp.Array(resp.Map(resp.Bulk("id"), resp.Bulk("abc"), resp.Bulk("tls-port"), resp.Integer(7000), resp.Bulk("ip"), resp.Bulk("10.0.0.1"), resp.Bulk("endpoint"), resp.Bulk("10.0.0.1"), resp.Bulk("role"), resp.Bulk("master"), resp.Bulk("replication-offset"), resp.Integer(9), resp.Bulk("health"), resp.Bulk("online"))))), []Shard{{[]Span{{0, 99}, {200, 299}}, []ClusterNode{{"abc", "10.0.0.1", 7000, "master", "online", 9}}}}),
		row("ClusterLinks", func(c Commands) answer {
			return got(c.ClusterLinks())
		}, "CLUSTER LINKS", resp.Array(resp.Map(resp.Bulk("direction"), resp.Bulk("to"), resp.Bulk("node"), resp.Bulk("abc"), resp.Bulk("create-time"), resp.Integer(1700000000123), resp.Bulk("events"), resp.Bulk("rw"), resp.Bulk("send-buffer-allocated"), resp.Integer(9), resp.Bulk("send-buffer-used"), resp.Integer(7))), []ClusterLink{{"to", "abc", at, "rw", 9, 7}}),
		row("ReadOnly", func(c Commands) answer { return got(c.ReadOnly()) }, "READONLY", ok, nothing),
		row("ReadWrite", func(c Commands) answer { return got(c.ReadWrite()) }, "READWRITE", ok, nothing),
		row("Asking", func(c Commands) answer { return got(c.Asking()) }, "ASKING", ok, nothing),
	},
}
