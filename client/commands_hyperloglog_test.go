// Samples of the HyperLogLog commands.

package client

var hyperloglogSamples = family{
	setup:   "",
	samples: []sample{},
}
