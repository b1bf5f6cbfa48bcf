// Dialing: sockets, TLS on top, and dialers of the caller's own.

package tcp

import (
	"context"
	"crypto/tls"
	"net"
	"strings"

	"resplay/client"
)

// Dialer returns a dialer for TCP and Unix sockets, with TLS if config is not
// nil. An empty ServerName in it stands for the host that is dialed.
func (l *Loop) Dialer(config *tls.Config) client.Dialer { return Config{TLS: config}.dialer(l) }

func (c Config) dialer(l *Loop) *dialer {
	d := &dialer{loop: l, config: c.TLS, dial: c.Dial}
	if d.dial == nil {
		d.dial = new(net.Dialer).DialContext
	}
	return d
}

type dialer struct {
	loop   *Loop
	config *tls.Config // nil: no TLS
	dial   func(ctx context.Context, network, addr string) (net.Conn, error)
}

// Dial implements [client.Dialer].
func (d *dialer) Dial(addr string, h client.Handler) client.Transport {
	ctx, cancel := context.WithCancel(context.Background())
	t := &transport{loop: d.loop, cancel: cancel}
	if s, ok := h.(client.Source); ok {
		t.source = s
		s.Pulled(t.pull, t.heed)
	} else {
		t.queued = &queued{Handler: h}
		t.source = t.queued
	}
	go t.live(ctx, d, addr)
	return t
}

// connect opens the socket, and greets in TLS.
func (d *dialer) connect(ctx context.Context, addr string) (net.Conn, error) {
	network := "tcp"
	if strings.HasPrefix(addr, "/") {
		network = "unix"
	}
	socket, err := d.dial(ctx, network, addr)
	if err != nil || d.config == nil {
		return socket, err
	}
	secure := tls.Client(socket, d.configFor(addr))
	if err := secure.HandshakeContext(ctx); err != nil {
		socket.Close()
		return nil, err
	}
	return secure, nil
}

// configFor is the dialer's, with the name that the server is to prove.
func (d *dialer) configFor(addr string) *tls.Config {
	if d.config.ServerName != "" || d.config.InsecureSkipVerify {
		return d.config
	}
	named := d.config.Clone()
	if host, _, err := net.SplitHostPort(addr); err == nil {
		named.ServerName = host
	}
	return named
}
