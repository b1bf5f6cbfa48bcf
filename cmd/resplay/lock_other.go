// One server for each file, where the system cannot see to that.

//go:build !(darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd)

package main

import (
	"errors"
	"os"
)

// lockFile refuses: two servers that write one file would destroy it.
func lockFile(*os.File) (busy bool, err error) {
	return false, errors.New("this system has no flock, which keeps two servers from one file")
}
