// Examples: clients of real servers. They are compiled, and not run.

package tcp_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"log"
	"net"
	"os"
	"time"

	"resplay/client"
	"resplay/client/tcp"
)

func ExampleOpen() {
	c, err := tcp.Open("redis://localhost:6379/0?command-timeout=2s")
	if err != nil {
		log.Fatal(err) // the URL is wrong; nothing is dialed before the first command
	}
	ctx := context.Background()
	defer c.Close().Await(ctx)

	greeting, err := c.Get("greeting").Await(ctx)
	fmt.Println(greeting, err)
}

// A client is made once and used by all goroutines. Options name what a
// service wants to be sure of.
func ExampleNew() {
	c, err := tcp.New(client.Options{
		Addr: "cache.internal:6379", Username: "web", Password: os.Getenv("REDIS_PASSWORD"), ClientName: "web",
		Pool:        client.Pool{Min: 2, Max: 20, Wait: time.Second},
		CallTimeout: 3 * time.Second,
		Resend:      client.Retry{Attempts: 5, Cap: time.Second, Backoff: client.EqualJitter},
	})
	if err != nil {
		log.Fatal(err)
	}
	visits, err := c.Incr("visits").Await(context.Background())
	fmt.Println(visits, err)
}

// TLS with roots that the system does not have, and a certificate of the
// client's own. A URL can name the files instead: rediss://host?cacert=...
func ExampleConfig_tls() {
	roots := x509.NewCertPool()
	pem, _ := os.ReadFile("ca.crt")
	roots.AppendCertsFromPEM(pem)
	mine, err := tls.LoadX509KeyPair("client.crt", "client.key")
	if err != nil {
		log.Fatal(err)
	}
	config := tcp.Config{TLS: &tls.Config{RootCAs: roots, Certificates: []tls.Certificate{mine}}}
	c, err := config.New(client.Options{Addr: "cache.internal:6380"})
	fmt.Println(c, err)
}

// Connections through something else: here a tunnel that listens on a socket,
// whatever the address; an SSH client's or a proxy's DialContext fits as well.
func ExampleConfig_dial() {
	var d net.Dialer
	config := tcp.Config{Dial: func(ctx context.Context, network, addr string) (net.Conn, error) {
		return d.DialContext(ctx, "unix", "/run/tunnel.sock")
	}}
	c, err := config.Open("rediss://cache.internal:6380")
	fmt.Println(c, err)
}
