// Samples of scripts and functions.

package client

var scriptingSamples = family{
	setup:   "",
	samples: []sample{},
}
