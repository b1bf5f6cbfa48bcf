// Samples of the bitmap commands.

package client

var bitmapSamples = family{
	setup:   "",
	samples: []sample{},
}
