// The serve command: the site, the cache service and a RESP port, all on one
// engine.

package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"syscall"
	"time"

	"resplay/client"
	"resplay/client/tcp"
	"resplay/engine"
	"resplay/tutorial/cacheapi"
)

// How long requests under way may take once the program is told to stop.
const shutdownTime = 5 * time.Second

var serveCommand = command{
	name:    "serve",
	summary: "serve the site, and the engine to real Redis clients",
	about: `Serves the built site over HTTP, a Redis-compatible engine over TCP, and under
/cache/ the cache service of the lessons, which keeps its keys in that engine.
The keys live in memory and go when the program ends, unless --data names a
file for them: a log of every write, in the format of Redis's append-only file,
which is read at the start and rewritten when it has doubled. Port 0 means any
that is free.`,
	setup: func(flags *flag.FlagSet) action {
		var o serveOptions
		flags.StringVar(&o.data, "data", "", "keep the keys in this `FILE`, which may be new")
		flags.StringVar(&o.debug, "enable-debug-command", "no", "`WHO` may use DEBUG: yes, everybody; local, clients on this machine; no, nobody")
		flags.StringVar(&o.fsync, "fsync", fsyncEverysec, "bring --data to the disk by this `POLICY`: always, ahead of each reply; everysec; no, when the system likes")
		flags.StringVar(&o.http, "http", "127.0.0.1:8080", "listen for browsers on this `ADDRESS`")
		flags.StringVar(&o.resp, "resp", "127.0.0.1:6380", "listen for Redis clients on this `ADDRESS`")
		flags.StringVar(&o.site, "site", "web/dist", "serve the built site in this `FOLDER`")
		return o.serve
	},
}

// serveOptions are the flags of the serve command.
type serveOptions struct {
	http, resp, site string
	data             string // "": nothing is kept
	fsync            string
	debug            string
}

// serve runs until ctx ends or something fails.
func (o *serveOptions) serve(ctx context.Context, out, errOut io.Writer) (err error) {
	if err := o.check(); err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	lost := make(chan error, 1) // why --data can be written no more
	site, err := openSite(o.site)
	if err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	httpListener, err := listen("--http", o.http)
	if err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	defer httpListener.Close()
	respListener, err := listen("--resp", o.resp)
	if err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	defer respListener.Close()
	redis, err := o.openServer(respListener, errOut, func(err error) {
		lost <- err
		stop()
	})
	if err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	go redis.serve()
	defer func() { err = errors.Join(err, redis.close()) }()

	pool, err := openPool(respListener.Addr())
	if err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	cache := cacheapi.New(pool)
	if err := cache.Start(ctx); err != nil {
		return fmt.Errorf("serve: the cache service cannot reach the engine: %w", err)
	}
	defer stopCache(cache)

	if o.data != "" {
		fmt.Fprintf(out, "data   %s, fsync %s\n", o.data, o.fsync)
	}
	fmt.Fprintf(out, "page   http://%s/\ncache  http://%[1]s/cache/\nredis  redis://%s\n",
		httpListener.Addr(), respListener.Addr())
	mux := http.NewServeMux()
	mux.Handle("/", site)
	mux.Handle("/cache/", cache)
	err = serveHTTP(ctx, httpListener, mux)
	select {
	case cause := <-lost:
		return errors.Join(fmt.Errorf("serve: %w", cause), err)
	default:
		return err
	}
}

// check checks the flags that are words.
func (o *serveOptions) check() error {
	switch o.debug {
	case "yes", "local", "no":
	default:
		return usageError(fmt.Sprintf("--enable-debug-command %s is none: it takes yes, local or no", o.debug))
	}
	switch o.fsync {
	case fsyncAlways, fsyncEverysec, fsyncNo:
	default:
		return usageError(fmt.Sprintf("--fsync %s is no policy: it takes always, everysec or no", o.fsync))
	}
	if o.data == "" && o.fsync != fsyncEverysec {
		return usageError("--fsync is about the file of --data: name one")
	}
	return nil
}

// openServer returns the server with the keys that --data holds. failed is
// told why that file can be written no more.
func (o *serveOptions) openServer(listener net.Listener, errOut io.Writer, failed func(error)) (*respServer, error) {
	start := time.Now()
	options := engine.Options{
		Now:         start,
		Seed:        uint64(start.UnixNano()),
		Port:        portOf(listener),
		AppendOnly:  o.data != "",
		AppendFsync: o.fsync,
		Debug:       o.debug,
		Stopwatch:   func() time.Duration { return time.Since(start) },
		// A machine's memory is its owner's to bound, by CONFIG SET maxmemory.
		MaxMemory: -1,
	}
	if o.data == "" {
		return newRespServer(listener, engine.New(options)), nil
	}
	say := func(format string, args ...any) {
		fmt.Fprintf(errOut, "resplay: "+format+"\n", args...)
	}
	log, e, err := openAOF(o.data, o.fsync, options, say, failed)
	if err != nil {
		return nil, err
	}
	s := newRespServer(listener, e)
	s.keep(log)
	return s, nil
}

// portOf is the port that a listener has.
func portOf(listener net.Listener) int {
	if addr, ok := listener.Addr().(*net.TCPAddr); ok {
		return addr.Port
	}
	return 0
}

// openPool returns the client of the cache service, with the pool of the
// tutorial that it comes from. It talks to the engine as any other client.
func openPool(addr net.Addr) (*client.Client, error) {
	return tcp.New(client.Options{
		Addr: addr.String(),
		Mode: client.PerCall,
		Pool: client.Pool{Min: 10, Max: 50, Wait: -1},
	})
}

// stopCache closes the pool of the cache service. There is nobody left to
// tell when that fails: the engine goes next.
func stopCache(cache *cacheapi.Service) {
	ctx, cancel := context.WithTimeout(context.Background(), shutdownTime)
	defer cancel()
	_ = cache.Stop(ctx)
}

// serveHTTP serves until ctx ends, then lets requests under way finish.
func serveHTTP(ctx context.Context, listener net.Listener, handler http.Handler) error {
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	deadline, cancel := context.WithTimeout(context.Background(), shutdownTime)
	defer cancel()
	if err := server.Shutdown(deadline); err != nil {
		return fmt.Errorf("serve: requests were cut off after %v: %w", shutdownTime, err)
	}
	return nil
}

// listen opens the listener that a flag asks for. Its errors say what to put
// into the flag instead.
func listen(flagName, addr string) (net.Listener, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, usageError(fmt.Sprintf("%s %s is no address: it takes HOST:PORT, such as 127.0.0.1:8080", flagName, addr))
	}
	listener, err := net.Listen("tcp", addr)
	switch {
	case err == nil:
		return listener, nil
	case errors.Is(err, syscall.EADDRINUSE):
		other := net.JoinHostPort(host, portAfter(port))
		return nil, fmt.Errorf("%s is in use by another program: choose another with %s, such as %s %s", addr, flagName, flagName, other)
	}
	return nil, fmt.Errorf("cannot listen on %s: %w: choose another with %s", addr, err, flagName)
}

// portAfter is a port to suggest in place of one that is taken.
func portAfter(port string) string {
	n, err := strconv.Atoi(port)
	if err != nil || n >= 65535 {
		return "0"
	}
	return strconv.Itoa(n + 1)
}
