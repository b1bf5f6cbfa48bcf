//go:build !linux

package engine

import "time"

// A command that takes as long as slowCommand is too slow, though the machine
// may do other things or run WebAssembly.
const slowCommand = 20 * time.Second

// cpuTime is the time on the clock.
func cpuTime() time.Duration { return time.Duration(time.Now().UnixNano()) }
