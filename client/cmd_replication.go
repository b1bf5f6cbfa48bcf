//go:build !first

// Commands about how far what was written has got: replicas, and the disk.

package client

import (
	"time"

	"resplay/resp"
)

// Wait waits up to timeout, for ever when it is 0, for so many replicas to
// have what the connection has written; it resolves with how many have.
//
// Redis: https://redis.io/commands/wait/
func (c Commands) Wait(replicas int, timeout time.Duration) *Future[int64] {
	return run(c, integer, "WAIT", itoa(replicas), millis(timeout))
}

// Synced is how many servers have written to their disks.
type Synced struct {
	Local    bool // the server itself has
	Replicas int64
}

// WaitAOF waits up to timeout, for ever when it is 0, for what the connection
// has written to be on the server's own disk, if local, and on those of so
// many replicas; it resolves with where it is.
//
// Redis: https://redis.io/commands/waitaof/
func (c Commands) WaitAOF(local bool, replicas int, timeout time.Duration) *Future[Synced] {
	own := "0"
	if local {
		own = "1"
	}
	return run(c, synced, "WAITAOF", own, itoa(replicas), millis(timeout))
}

func synced(v resp.Value) (s Synced, err error) {
	parts, err := tuple(v, 2, "two numbers")
	if err == nil {
		s = Synced{take(&err, parts[0], flag), take(&err, parts[1], integer)}
	}
	return s, err
}

// Role is what a server is to others.
type Role struct {
	Name     string    // master, slave or sentinel
	Offset   int64     // in the stream of what is written
	Replicas []Replica // of a master
	Master   string    // of a replica: whom it follows, as host:port
	State    string    // of a replica: connect, connecting, sync or connected
	Masters  []string  // of a sentinel: the names of those it watches
}

// Replica is a replica as its master sees it.
type Replica struct {
	Addr   string // host:port
	Offset int64  // that it has confirmed
}

// Role resolves with what the server is to others.
//
// Redis: https://redis.io/commands/role/
func (c Commands) Role() *Future[Role] { return run(c, role, "ROLE") }

func role(v resp.Value) (r Role, err error) {
	parts, err := tuple(v, 2, "a role")
	if err != nil {
		return r, err
	}
	r.Name = take(&err, parts[0], text)
	switch {
	case err != nil:
	case r.Name == "master" && len(parts) >= 3:
		r.Offset = take(&err, parts[1], integer)
		r.Replicas = take(&err, parts[2], listOf(replica))
	case r.Name == "slave" && len(parts) >= 5:
		r.Master = take(&err, parts[1], text) + ":" + take(&err, parts[2], text)
		r.State = take(&err, parts[3], text)
		r.Offset = take(&err, parts[4], integer)
	case r.Name == "sentinel":
		r.Masters = take(&err, parts[1], texts)
	default:
		err = &DecodeError{Want: "a role", Reply: v}
	}
	return r, err
}

func replica(v resp.Value) (r Replica, err error) {
	parts, err := tuple(v, 3, "a host, a port and an offset")
	if err != nil {
		return r, err
	}
	r.Addr = take(&err, parts[0], text) + ":" + take(&err, parts[1], text)
	r.Offset = take(&err, parts[2], number)
	return r, err
}
