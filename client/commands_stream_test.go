// Samples of the stream commands.

package client

var streamSamples = family{
	setup:   "",
	samples: []sample{},
}
