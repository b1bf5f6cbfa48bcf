//go:build !linux

package engine

import "time"

// cpuTime is how long this process has run, about.
func cpuTime() time.Duration { return time.Duration(time.Now().UnixNano()) }
