// Samples of the geo commands.

package client

var geoSamples = family{
	setup:   "",
	samples: []sample{},
}
