// What tests in package client_test see of this package's tests.

package client

import (
	"context"
	"strings"
)

// Sample is a sample of a command method with all that must run ahead of it.
type Sample struct {
	sample
	Method  string
	Line    string
	Setup   []string
	Cluster bool   // it is for a server that is part of a cluster
	Apart   string // why it is run on no server; "": it is run
	Varies  string // why two runs of it differ; "": they do not
	Loose   bool   // the elements of what it becomes have no order
	Since   string // the version of Redis that brought an option of it
}

// Samples returns the samples of all command methods.
func Samples() (samples []Sample) {
	for _, f := range families {
		for _, s := range f.samples {
			samples = append(samples, Sample{s, s.method, s.line, append(lines(f.setup), s.before...), f.cluster, s.apart, s.varies, s.loose, s.since})
		}
	}
	return samples
}

// Call calls the method on c, and awaits what becomes of it.
func (s Sample) Call(ctx context.Context, c Commands) (any, error) { return s.call(c)(ctx) }

func lines(text string) (lines []string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}
