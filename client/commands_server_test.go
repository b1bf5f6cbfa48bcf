// Samples of the commands about the server.

package client

import (
	"resplay/resp"
)

var serverSamples = family{
	setup: "",
	samples: []sample{
		row("Do", func(c Commands) answer { return got(c.Do("ANY", "thing")) }, "ANY thing", resp.Bulks("x"), resp.Bulks("x")),
		row("SwapDB", func(c Commands) answer { return got(c.SwapDB(0, 1)) }, "SWAPDB 0 1", ok, nothing),
		row("Time", func(c Commands) answer { return got(c.Time()) }, "TIME", resp.Bulks("1700000000", "123000"), at),
		row("Wait", func(c Commands) answer { return got(c.Wait(1, 100*ms)) }, "WAIT 1 100", resp.Integer(0), int64(0)),
		row("Info", func(c Commands) answer { return got(c.Info("server")) }, "INFO server", resp.Bulk("# Server"), "# Server"),
		row("CommandCount", func(c Commands) answer { return got(c.CommandCount()) }, "COMMAND COUNT", resp.Integer(240), int64(240)),
		row("CommandDocs", func(c Commands) answer { return got(c.CommandDocs("get")) }, "COMMAND DOCS get", resp.Map(), resp.Map()),
		row("DBSize", func(c Commands) answer { return got(c.DBSize()) }, "DBSIZE", resp.Integer(2), int64(2)),
		row("FlushDB", func(c Commands) answer { return got(c.FlushDB()) }, "FLUSHDB", ok, nothing),
		row("FlushAll", func(c Commands) answer { return got(c.FlushAll()) }, "FLUSHALL", ok, nothing),
	},
}
