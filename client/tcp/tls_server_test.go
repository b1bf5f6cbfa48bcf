// TLS with a real server, which asks for a certificate of the client's own.

package tcp_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"resplay/client"
	"resplay/client/tcp"
)

// authority signs certificates, and keeps them in files.
type authority struct {
	dir  string
	key  *ecdsa.PrivateKey
	cert *x509.Certificate
}

func newAuthority(t *testing.T) *authority {
	a := &authority{dir: t.TempDir()}
	a.cert, a.key = a.sign(t, "ca", &x509.Certificate{IsCA: true, BasicConstraintsValid: true})
	return a
}

func (a *authority) file(name string) string { return filepath.Join(a.dir, name) }

// sign makes name.crt and name.key.
func (a *authority) sign(t *testing.T, name string, template *x509.Certificate) (*x509.Certificate, *ecdsa.PrivateKey) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template.SerialNumber, template.NotAfter = big.NewInt(time.Now().UnixNano()), time.Now().Add(time.Hour)
	template.Subject.CommonName = name
	parent, signer := a.cert, a.key
	if parent == nil {
		parent, signer = template, key
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent, &key.PublicKey, signer)
	require.NoError(t, err)
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	require.NoError(t, err)
	a.write(t, name+".crt", "CERTIFICATE", der)
	a.write(t, name+".key", "PRIVATE KEY", secret)
	cert, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	return cert, key
}

func (a *authority) write(t *testing.T, name, kind string, b []byte) {
	require.NoError(t, os.WriteFile(a.file(name), pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: b}), 0o600))
}

// startTLSServer starts a server that speaks TLS, to clients with a
// certificate only.
func startTLSServer(t *testing.T) (*authority, string) {
	a := newAuthority(t)
	a.sign(t, "server", &x509.Certificate{DNSNames: []string{"localhost", "cache.internal"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}})
	a.sign(t, "client", &x509.Certificate{})
	port := strconv.Itoa(freePort(t))
	startServer(t, "--port", "0", "--tls-port", port, "--tls-cert-file", a.file("server.crt"), "--tls-key-file", a.file("server.key"),
		"--tls-ca-cert-file", a.file("ca.crt"), "--tls-auth-clients", "yes", "--requirepass", "tOps3cret")
	return a, "127.0.0.1:" + port
}

func TestTLSWithACertificateOfTheClients(t *testing.T) {
	a, addr := startTLSServer(t)
	roots := x509.NewCertPool()
	roots.AddCert(a.cert)
	pair, err := tls.LoadX509KeyPair(a.file("client.crt"), a.file("client.key"))
	require.NoError(t, err)
	o := client.Options{Addr: addr, Password: "tOps3cret", Connect: patience, TLS: true}

	c, err := tcp.Config{TLS: &tls.Config{RootCAs: roots, Certificates: []tls.Certificate{pair}}}.New(o)
	require.NoError(t, err)
	await(t, c.Set("greeting", "hello"))
	assert.Equal(t, "hello", await(t, c.Get("greeting")))
	await(t, c.Close())

	files := "?cacert=" + a.file("ca.crt") + "&cert=" + a.file("client.crt") + "&key=" + a.file("client.key")
	for _, more := range []string{"", "&sni=cache.internal", "&max=3&insecure=false"} {
		c, err = tcp.Open("rediss://:tOps3cret@" + addr + files + more)
		require.NoError(t, err)
		assert.Equal(t, "hello", await(t, c.Get("greeting")), more)
		await(t, c.Close())
	}
}

func TestTLSThatFailsSaysWhy(t *testing.T) {
	a, addr := startTLSServer(t)
	plain := startServer(t)
	await(t, open(t, client.Options{Addr: plain}).Ping())
	files := "&cert=" + a.file("client.crt") + "&key=" + a.file("client.key")
	ca := "?cacert=" + a.file("ca.crt")
	warm, err := tcp.Open("rediss://:tOps3cret@" + addr + ca + files + "&connect-attempts=100")
	require.NoError(t, err)
	await(t, warm.Ping())
	await(t, warm.Close())

	tests := map[string]string{
		"rediss://:tOps3cret@" + addr + "?insecure=true":              "certificate required",
		"rediss://:tOps3cret@" + addr + "?max=2" + files:              "connect to " + addr + ": tls: failed to verify certificate: x509: certificate signed by unknown authority",
		"rediss://:tOps3cret@" + addr + ca + "&sni=elsewhere" + files: "connect to " + addr + ": tls: failed to verify certificate: x509: certificate is valid for localhost, cache.internal, not elsewhere",
		"rediss://:tOps3cret@" + plain + ca:                           "connect to " + plain + ": ",
		"redis://:tOps3cret@" + addr:                                  " " + addr + ": ",
		"rediss://:wrong@" + addr + ca + files:                        "handshake with " + addr + ": WRONGPASS ",
	}
	for url, want := range tests {
		c, err := tcp.Open(url + more(url) + "connect-attempts=-1&connect-timeout=500ms")
		require.NoError(t, err, url)
		_, err = try(c.Ping())
		// A server that resets a connection behind its alert may have the alert lost.
		for range 20 {
			if !strings.Contains(err.Error(), "reset by peer") || strings.Contains(err.Error(), want) {
				break
			}
			_, err = try(c.Ping())
		}
		assert.ErrorContains(t, err, want, url)
		t.Log(err)
		assert.ErrorIs(t, err, client.ErrClosed, url)
		assert.NotContains(t, err.Error(), "tOps3cret", url)
		await(t, c.Close())
	}
}

// more is what goes between a URL and one more option.
func more(url string) string {
	for _, c := range url {
		if c == '?' {
			return "&"
		}
	}
	return "?"
}

func TestTLSOptionsOfAURLThatAreRefused(t *testing.T) {
	a := newAuthority(t)
	require.NoError(t, os.WriteFile(a.file("empty"), nil, 0o600))
	tests := map[string]string{
		"redis://h?cacert=" + a.file("ca.crt"):  "the options cacert, cert, key, sni and insecure are for rediss:// URLs",
		"rediss://h?cert=" + a.file("ca.crt"):   "the options cert and key of a Redis URL need each other",
		"rediss://h?insecure=yes":               "the option insecure of a Redis URL is true or false",
		"rediss://h?sni=":                       "the option sni of a Redis URL is empty",
		"rediss://h?cacert=/nowhere":            "the certificates of the option cacert: open /nowhere: no such file or directory",
		"rediss://h?cacert=" + a.file("empty"):  "the certificates of the option cacert: there is none in the file, in PEM",
		"rediss://h?cert=/nowhere&key=/nowhere": "the certificate of the options cert and key: open /nowhere: no such file or directory",
	}
	for url, want := range tests {
		_, err := tcp.Open(url)
		assert.EqualError(t, err, want)
	}
	_, err := tcp.Open("rediss://h?cacrt=x")
	assert.ErrorIs(t, err, client.ErrUsage)
	assert.ErrorContains(t, err, `a Redis URL has no option "cacrt": it has call-timeout, `)
	assert.ErrorContains(t, err, "; with rediss:// also cacert, cert, key, sni, insecure")
}
