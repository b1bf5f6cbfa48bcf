// Samples of the sorted set commands.

package client

var zsetSamples = family{
	setup:   "",
	samples: []sample{},
}
