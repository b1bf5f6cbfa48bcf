// Samples of the commands about the connection.

package client

import (
	"time"

	"resplay/resp"
)

var connectionSamples = family{
	setup: `
		ACL SETUSER ann on >pw ~* &* +@all
	`,
	samples: []sample{
		row("Ping", func(c Commands) answer { return got(c.Ping()) }, "PING", resp.Simple("PONG"), "PONG"),
		row("PingMessage", func(c Commands) answer { return got(c.PingMessage("a b")) }, `PING "a b"`, resp.Bulk("a b"), "a b"),
		row("Echo", func(c Commands) answer { return got(c.Echo("a b")) }, `ECHO "a b"`, resp.Bulk("a b"), "a b"),
		row("Auth", func(c Commands) answer { return got(c.Auth("ann", "pw")) }, "AUTH ann pw", ok, nothing),
		row("Auth", func(c Commands) answer { return got(c.Auth("", "pw")) }, "AUTH pw", ok, nothing).after("CONFIG SET requirepass pw"),
		row("Select", func(c Commands) answer { return got(c.Select(3)) }, "SELECT 3", ok, nothing),
		row("Hello", func(c Commands) answer {
			return got(c.Hello(HelloOptions{}))
		}, "HELLO", resp.Map(resp.Bulk("server"), resp.Bulk("redis"), resp.Bulk("version"), resp.Bulk("7.4.0"), resp.Bulk("proto"), resp.Integer(3), resp.Bulk("id"), resp.Integer(7), resp.Bulk("mode"), resp.Bulk("standalone"), resp.Bulk("role"), resp.Bulk("master"), resp.Bulk("modules"), resp.Array(resp.Map(resp.Bulk("name"), resp.Bulk("json"), resp.Bulk("ver"), resp.Integer(1)))), ServerInfo{"redis", "7.4.0", 3, 7, "standalone", "master", []string{"json"}}).varying("it tells the protocol and the number"),
		row("Hello", func(c Commands) answer {
			return got(c.Hello(HelloOptions{Protocol: 2, Username: "ann", Password: "pw", Name: "me"}))
		}, "HELLO 2 AUTH ann pw SETNAME me", resp.Map(resp.Bulk("server"), resp.Bulk("redis"), resp.Bulk("version"), resp.Bulk("7.4.0"), resp.Bulk("proto"), resp.Integer(3), resp.Bulk("id"), resp.Integer(7), resp.Bulk("mode"), resp.Bulk("standalone"), resp.Bulk("role"), resp.Bulk("master"), resp.Bulk("modules"), resp.Array()), ServerInfo{"redis", "7.4.0", 3, 7, "standalone", "master", []string{}}).varying("it tells the number"),
		row("Hello", func(c Commands) answer {
			return got(c.Hello(HelloOptions{Protocol: 3, Password: "pw"}))
		}, "HELLO 3 AUTH default pw", resp.Map(resp.Bulk("server"), resp.Bulk("redis"), resp.Bulk("version"), resp.Bulk("7.4.0"), resp.Bulk("proto"), resp.Integer(3), resp.Bulk("id"), resp.Integer(7), resp.Bulk("mode"), resp.Bulk("standalone"), resp.Bulk("role"), resp.Bulk("master"), resp.Bulk("modules"), resp.Array()), ServerInfo{"redis", "7.4.0", 3, 7, "standalone", "master", []string{}}).varying("it tells the number").after("CONFIG SET requirepass pw"),
		row("Reset", func(c Commands) answer { return got(c.Reset()) }, "RESET", resp.Simple("RESET"), nothing),
		row("Quit", func(c Commands) answer { return got(c.Quit()) }, "QUIT", ok, nothing),

		row("ClientID", func(c Commands) answer { return got(c.ClientID()) }, "CLIENT ID", resp.Integer(7), int64(7)).varying("numbers go up"),
		row("ClientSetName", func(c Commands) answer { return got(c.ClientSetName("me")) }, "CLIENT SETNAME me", ok, nothing),
		row("ClientGetName", func(c Commands) answer { return got(c.ClientGetName()) }, "CLIENT GETNAME", missing, ""),
		row("ClientGetName", func(c Commands) answer { return got(c.ClientGetName()) }, "CLIENT GETNAME", resp.Bulk("me"), "me").after("CLIENT SETNAME me"),
		row("ClientSetInfo", func(c Commands) answer { return got(c.ClientSetInfo(LibName, "resplay")) }, "CLIENT SETINFO LIB-NAME resplay", ok, nothing),
		row("ClientSetInfo", func(c Commands) answer { return got(c.ClientSetInfo(LibVersion, "1.0")) }, "CLIENT SETINFO LIB-VER 1.0", ok, nothing),
		row("ClientInfo", func(c Commands) answer {
			return got(c.ClientInfo())
		}, "CLIENT INFO", resp.Verbatim("txt", "id=1 name= db=0\n"), map[string]string{"id": "1", "name": "", "db": "0"}).varying("it tells the protocol"),
		row("ClientList", func(c Commands) answer {
			return got(c.ClientList(ClientListOptions{}))
		}, "CLIENT LIST", resp.Bulk("id=1 db=0\nid=2 db=3\n"), []map[string]string{{"id": "1", "db": "0"}, {"id": "2", "db": "3"}}).varying("it tells the protocol"),
		row("ClientList", func(c Commands) answer { return got(c.ClientList(ClientListOptions{IDs: []int64{999, 1000}})) }, "CLIENT LIST ID 999 1000", resp.Verbatim("txt", ""), []map[string]string(nil)),
		row("ClientList", func(c Commands) answer {
			return got(c.ClientList(ClientListOptions{Type: NormalClients}))
		}, "CLIENT LIST TYPE NORMAL", resp.Bulk("id=1"), []map[string]string{{"id": "1"}}).varying("it tells the protocol"),
		row("ClientList", func(c Commands) answer {
			return got(c.ClientList(ClientListOptions{Type: MasterClients}))
		}, "CLIENT LIST TYPE MASTER", resp.Bulk("id=1"), []map[string]string{{"id": "1"}}).varying("it tells the protocol"),
		row("ClientList", func(c Commands) answer {
			return got(c.ClientList(ClientListOptions{Type: ReplicaClients}))
		}, "CLIENT LIST TYPE REPLICA", resp.Bulk("id=1"), []map[string]string{{"id": "1"}}).varying("it tells the protocol"),
		row("ClientList", func(c Commands) answer {
			return got(c.ClientList(ClientListOptions{Type: PubSubClients}))
		}, "CLIENT LIST TYPE PUBSUB", resp.Bulk("id=1"), []map[string]string{{"id": "1"}}).varying("it tells the protocol"),
		row("ClientKill", func(c Commands) answer { return got(c.ClientKill(999)) }, "CLIENT KILL ID 999", resp.Integer(1), int64(1)),
		row("ClientKillWith", func(c Commands) answer {
			return got(c.ClientKillWith(ClientKillOptions{Type: PubSubClients, User: "ann", Addr: "127.0.0.1:1", LAddr: "127.0.0.1:2", Me: true}))
		}, "CLIENT KILL TYPE PUBSUB USER ann ADDR 127.0.0.1:1 LADDR 127.0.0.1:2 SKIPME NO", resp.Integer(0), int64(0)),
		row("ClientKillWith", func(c Commands) answer { return got(c.ClientKillWith(ClientKillOptions{ID: 999, Type: NormalClients})) }, "CLIENT KILL ID 999 TYPE NORMAL", resp.Integer(0), int64(0)),
		row("ClientKillWith", func(c Commands) answer { return got(c.ClientKillWith(ClientKillOptions{ID: 999, Type: MasterClients})) }, "CLIENT KILL ID 999 TYPE MASTER", resp.Integer(0), int64(0)),
		row("ClientKillWith", func(c Commands) answer {
			return got(c.ClientKillWith(ClientKillOptions{ID: 999, Type: ReplicaClients}))
		}, "CLIENT KILL ID 999 TYPE REPLICA", resp.Integer(0), int64(0)),
		row("ClientKillWith", func(c Commands) answer { return got(c.ClientKillWith(ClientKillOptions{ID: 999, MaxAge: time.Minute})) }, "CLIENT KILL ID 999 MAXAGE 60", resp.Integer(0), int64(0)).newer("7.4"),
		row("ClientUnblock", func(c Commands) answer { return got(c.ClientUnblock(999)) }, "CLIENT UNBLOCK 999", resp.Integer(1), true),
		row("ClientUnblockError", func(c Commands) answer { return got(c.ClientUnblockError(999)) }, "CLIENT UNBLOCK 999 ERROR", resp.Integer(0), false),
		row("ClientNoEvict", func(c Commands) answer { return got(c.ClientNoEvict(true)) }, "CLIENT NO-EVICT ON", ok, nothing),
		row("ClientNoEvict", func(c Commands) answer { return got(c.ClientNoEvict(false)) }, "CLIENT NO-EVICT OFF", ok, nothing),
		row("ClientNoTouch", func(c Commands) answer { return got(c.ClientNoTouch(true)) }, "CLIENT NO-TOUCH ON", ok, nothing),
		row("ClientNoTouch", func(c Commands) answer { return got(c.ClientNoTouch(false)) }, "CLIENT NO-TOUCH OFF", ok, nothing),

		row("ClientTracking", func(c Commands) answer {
			return got(c.ClientTracking(true, ClientTrackingOptions{Redirect: 999, OptOut: true}))
		}, "CLIENT TRACKING ON REDIRECT 999 OPTOUT", ok, nothing).notRun("there is no such connection"),
		row("ClientTracking", func(c Commands) answer {
			return got(c.ClientTracking(true, ClientTrackingOptions{Prefixes: []string{"a:", "b:"}, BCast: true, NoLoop: true}))
		}, "CLIENT TRACKING ON PREFIX a: PREFIX b: BCAST NOLOOP", ok, nothing),
		row("ClientTracking", func(c Commands) answer { return got(c.ClientTracking(true, ClientTrackingOptions{OptIn: true})) }, "CLIENT TRACKING ON OPTIN", ok, nothing),
		row("ClientTracking", func(c Commands) answer { return got(c.ClientTracking(true, ClientTrackingOptions{OptOut: true})) }, "CLIENT TRACKING ON OPTOUT", ok, nothing),
		row("ClientTracking", func(c Commands) answer { return got(c.ClientTracking(false, ClientTrackingOptions{})) }, "CLIENT TRACKING OFF", ok, nothing),
		row("ClientCaching", func(c Commands) answer { return got(c.ClientCaching(true)) }, "CLIENT CACHING YES", ok, nothing).after("CLIENT TRACKING ON OPTIN"),
		row("ClientCaching", func(c Commands) answer { return got(c.ClientCaching(false)) }, "CLIENT CACHING NO", ok, nothing).after("CLIENT TRACKING ON OPTOUT"),
		row("ClientGetRedir", func(c Commands) answer { return got(c.ClientGetRedir()) }, "CLIENT GETREDIR", resp.Integer(-1), int64(-1)),
		row("ClientTrackingInfo", func(c Commands) answer {
			return got(c.ClientTrackingInfo())
		}, "CLIENT TRACKINGINFO", resp.Map(resp.Bulk("flags"), resp.Set(resp.Bulk("on"), resp.Bulk("bcast")), resp.Bulk("redirect"), resp.Integer(0), resp.Bulk("prefixes"), resp.Bulks("a:")), TrackingInfo{[]string{"on", "bcast"}, 0, []string{"a:"}}).after("CLIENT TRACKING ON BCAST PREFIX a:"),
	},
}
