// Samples of the commands of transactions.

package client

var transactionSamples = family{
	setup: "",
	samples: []sample{
		row("Watch", func(c Commands) answer { return got(c.Watch("a", "b")) }, "WATCH a b", ok, nothing),
		row("Unwatch", func(c Commands) answer { return got(c.Unwatch()) }, "UNWATCH", ok, nothing),
	},
}
