// Samples of the commands about the connection.

package client

import (
	"resplay/resp"
)

var connectionSamples = family{
	setup: "",
	samples: []sample{
		row("Ping", func(c Commands) answer { return got(c.Ping()) }, "PING", resp.Simple("PONG"), "PONG"),
		row("Echo", func(c Commands) answer { return got(c.Echo("a b")) }, `ECHO "a b"`, resp.Bulk("a b"), "a b"),
		row("ClientID", func(c Commands) answer { return got(c.ClientID()) }, "CLIENT ID", resp.Integer(7), int64(7)),
		row("ClientSetName", func(c Commands) answer { return got(c.ClientSetName("me")) }, "CLIENT SETNAME me", ok, nothing),
		row("ClientGetName", func(c Commands) answer { return got(c.ClientGetName()) }, "CLIENT GETNAME", missing, ""),
		row("ClientList", func(c Commands) answer { return got(c.ClientList()) }, "CLIENT LIST", resp.Verbatim("txt", "id=1\n"), "id=1\n"),
		row("ClientKill", func(c Commands) answer { return got(c.ClientKill(7)) }, "CLIENT KILL ID 7", resp.Integer(1), int64(1)),
		row("Auth", func(c Commands) answer { return got(c.Auth("ann", "pw")) }, "AUTH ann pw", ok, nothing),
		row("Select", func(c Commands) answer { return got(c.Select(3)) }, "SELECT 3", ok, nothing),
		row("ClientUnblock", func(c Commands) answer { return got(c.ClientUnblock(7)) }, "CLIENT UNBLOCK 7", resp.Integer(1), true),
	},
}
