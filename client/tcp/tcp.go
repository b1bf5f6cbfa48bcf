// Package tcp connects the client to real servers: over TCP, TLS and Unix
// sockets, with a clock and goroutines. It is for native programs.
//
//	c, err := tcp.Open("redis://localhost:6379/0")
//	...
//	greeting, err := c.Get("greeting").Await(ctx)
//
// All methods of a client made here, and of what it hands out, may be called
// from any goroutine: a [Loop] is the client's lock. Callbacks given to Then,
// OnPush, Subscribe and the like run one at a time, without that lock, on a
// goroutine of the loop; they may call the client, but must not wait: not in
// Await, nor in anything else.
package tcp

import (
	"crypto/tls"
	"runtime"
	"time"

	"resplay/client"
)

// PoolWait is how much longer than CommandTimeout a call waits for one of the
// pool's connections to be free, where Options.Pool.Wait does not say.
const PoolWait = 5 * time.Second

// New returns a client. It makes a [Loop] and a dialer where o has none; with
// o.TLS, the certificate must be one the system trusts, for the host of o.Addr.
// Calls wait for a connection when all are in use, see [PoolWait].
func New(o client.Options) (*client.Client, error) {
	loop := NewLoop()
	if o.Scheduler == nil {
		o.Scheduler = loop
	}
	if o.Dialer == nil {
		var config *tls.Config
		if o.TLS {
			config = &tls.Config{}
		}
		o.Dialer = loop.Dialer(config)
	}
	if o.Pool.Wait == 0 {
		o.Pool.Wait = PoolWait + o.CommandTimeout
	}
	if err := o.Check(); err != nil {
		return nil, err
	}
	c := client.New(o)
	c.ReclaimLeases(func(l *client.Lease, fn func()) { runtime.AddCleanup(l, func(fn func()) { fn() }, fn) })
	return c, nil
}

// Open is New with the options of a URL, see [client.ParseURL].
func Open(url string) (*client.Client, error) {
	o, err := client.ParseURL(url)
	if err != nil {
		return nil, err
	}
	return New(o)
}
