// Package tcp connects the client to real servers: over TCP, TLS and Unix
// sockets, with a clock and goroutines. It is for native programs.
//
//	c, err := tcp.Open("redis://localhost:6379/0")
//	...
//	greeting, err := c.Get("greeting").Await(ctx)
//
// [New] takes [client.Options] instead of a URL. [Config] adds what only a
// native program has: certificates, and a dialer of its own for proxies and
// tunnels.
//
// All methods of a client made here, and of what it hands out, may be called
// from any goroutine: a [Loop] is the client's lock. Callbacks given to Then,
// OnPush, Subscribe and the like run one at a time, without that lock, on a
// goroutine of the loop; they may call the client, but must not wait: not in
// Await, nor in anything else.
package tcp

import (
	"context"
	"crypto/tls"
	"math/rand/v2"
	"net"
	"runtime"
	"runtime/debug"
	"time"

	"resplay/client"
)

// What New puts where options are left at zero.
const (
	DefaultConnectTimeout = 5 * time.Second
	DefaultKeepAlive      = 30 * time.Second
	DefaultResend         = 3 // tries after the first
	DefaultLibName        = "resplay"
	DefaultPoolWait       = 5 * time.Second // on top of CommandTimeout
)

// New returns a client. It makes a [Loop] and a dialer where o has none; with
// o.TLS, the server's certificate must be one that the system trusts, for the
// host of o.Addr. Where o is left at zero, it sets
//
//   - ConnectTimeout and KeepAlive, to [DefaultConnectTimeout] and
//     [DefaultKeepAlive]; negative values are none;
//   - Pool.Wait, for a connection when all are in use, to [DefaultPoolWait]
//     and CommandTimeout;
//   - Resend.Attempts to [DefaultResend], negative is none, and Reads to
//     [client.Reads];
//   - LibName to [DefaultLibName], "none" is none, and LibVersion to the
//     version of this module;
//   - Seed to a random one.
//
// There is no limit to how long a command may take, nor to how long a call
// may, unless o has one.
func New(o client.Options) (*client.Client, error) { return Config{}.New(o) }

// Open is New with the options of a URL, see [client.ParseURL]. With
// rediss://, these may be among them, as for redis-cli: cacert, the file of
// the certificates to trust; cert and key, the files of a certificate of the
// client's own; sni, the name that the server has to prove, in place of the
// host; and insecure=true, which lets it prove nothing. Files are in PEM, and
// read at once.
func Open(url string) (*client.Client, error) { return Config{}.Open(url) }

// Config is what a native program can say beyond [client.Options]. The zero
// value is that of [New] and [Open].
//
//	proxied := tcp.Config{Dial: proxy.DialContext}
//	c, err := proxied.Open("redis://cache.internal:6379")
type Config struct {
	// TLS, if it is not nil, is used whether or not Options.TLS is set: with
	// certificates of the client's own, or roots that the system does not
	// have. An empty ServerName stands for the host that is dialed.
	TLS *tls.Config

	// Dial, if it is not nil, opens the connections, in place of
	// [net.Dialer.DialContext]: through a proxy, a tunnel, or whatever else
	// gives a [net.Conn]. network is tcp or unix. TLS goes on top of it. It is
	// called on a goroutine of its own, several times at once, and must return
	// when ctx ends, which is also how ConnectTimeout reaches it.
	Dial func(ctx context.Context, network, addr string) (net.Conn, error)
}

// New is the function [New], with this configuration.
func (c Config) New(o client.Options) (*client.Client, error) {
	loop, ok := o.Scheduler.(*Loop)
	if !ok {
		loop = NewLoop()
	}
	if o.Scheduler == nil {
		o.Scheduler = loop
	}
	switch {
	case o.Dialer != nil && (c.TLS != nil || c.Dial != nil):
		return nil, usage("Options.Dialer opens the connections, so Config.TLS and Config.Dial would not be used: leave it out, or them")
	case o.TLS && c.TLS == nil:
		c.TLS = &tls.Config{}
	}
	if o.Dialer == nil {
		o.Dialer = c.dialer(loop)
	}
	o = withDefaults(o)
	if err := o.Check(); err != nil {
		return nil, err
	}
	made := client.New(o)
	made.ReclaimLeases(func(l *client.Lease, fn func()) { runtime.AddCleanup(l, func(fn func()) { fn() }, fn) })
	return made, nil
}

func withDefaults(o client.Options) client.Options {
	if o.ConnectTimeout == 0 {
		o.ConnectTimeout = DefaultConnectTimeout
	}
	if o.KeepAlive == 0 {
		o.KeepAlive = DefaultKeepAlive
	}
	if o.Pool.Wait == 0 {
		o.Pool.Wait = DefaultPoolWait + o.CommandTimeout
	}
	if o.Resend.Attempts == 0 {
		o.Resend.Attempts = DefaultResend
	}
	if o.Reads == nil {
		o.Reads = client.Reads
	}
	if o.LibName == "" {
		o.LibName = DefaultLibName
		if o.LibVersion == "" {
			o.LibVersion = version()
		}
	}
	if o.Seed == 0 {
		o.Seed = rand.Uint64()
	}
	return o
}

// version is this module's in the program that it was built into; "" if that
// does not say.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	const module = "resplay"
	if info.Main.Path == module {
		return info.Main.Version
	}
	for _, m := range info.Deps {
		if m.Path == module {
			return m.Version
		}
	}
	return ""
}
