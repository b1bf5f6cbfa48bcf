// TLS, Unix sockets, and a server that does not listen.

package tcp_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"math/big"
	"net"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"resplay/client"
	"resplay/client/tcp"
)

// certificate is one for 127.0.0.1, signed by itself.
func certificate(t *testing.T) (tls.Certificate, *x509.CertPool) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	require.NoError(t, err)
	parsed, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pool
}

// pong answers every command with PONG.
var pong = answering(func([]string) string { return "+PONG\r\n" })

func TestTLS(t *testing.T) {
	cert, trusted := certificate(t)
	l, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{cert}})
	require.NoError(t, err)
	defer l.Close()
	go accept(l, pong)

	loop := tcp.NewLoop()
	o := client.Options{Addr: l.Addr().String(), Protocol: 2, Scheduler: loop, Dialer: loop.Dialer(&tls.Config{RootCAs: trusted})}
	c, err := tcp.New(o)
	require.NoError(t, err)
	assert.Equal(t, "PONG", await(t, c.Ping()))
	await(t, c.Close())

	c, err = tcp.Open("rediss://" + l.Addr().String() + "?protocol=2")
	require.NoError(t, err)
	_, err = try(c.Ping())
	var unknown x509.UnknownAuthorityError
	assert.ErrorAs(t, err, &unknown, "the system does not trust this certificate")
	await(t, c.Close())
}

func TestUnixSocket(t *testing.T) {
	path := filepath.Join(t.TempDir(), "redis.sock")
	l, err := net.Listen("unix", path)
	require.NoError(t, err)
	defer l.Close()
	go accept(l, pong)
	c, err := tcp.Open("unix://" + path + "?protocol=2")
	require.NoError(t, err)
	assert.Equal(t, "PONG", await(t, c.Ping()))
	await(t, c.Close())
}

// A server that reads nothing must not stop calls from being made, nor from
// being given up, nor the client from closing.
func TestServerThatReadsNothing(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()
	c, err := tcp.New(client.Options{Addr: l.Addr().String(), Protocol: 2})
	require.NoError(t, err)
	large := string(make([]byte, 1<<20))
	var fs []*client.Future[struct{}]
	for range 50 {
		fs = append(fs, c.Set("k", large))
	}
	fs[49].Cancel()
	_, err = try(client.WaitFor(fs[0], 20*time.Millisecond))
	assert.ErrorIs(t, err, client.ErrTimeout)
	await(t, c.Abort())
	_, err = try(fs[1])
	assert.ErrorIs(t, err, client.ErrClosed)
}
