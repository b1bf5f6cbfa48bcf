package engine

import (
	"syscall"
	"time"
)

// A command that takes as long as slowCommand is too slow.
const slowCommand = time.Second

// cpuTime is how long this process has run: what else the machine does is not
// in it.
func cpuTime() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
