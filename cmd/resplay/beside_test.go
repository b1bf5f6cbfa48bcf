// The same client against our server and against a real redis-server: what it
// gets to see must be the same, which needs no expected values.

package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"resplay/engine"
)

// beside runs a client on a redis-server and on ours, both empty, and compares
// what it returns. It returns that.
func beside(t *testing.T, run func(t *testing.T, addr string) string) string {
	t.Helper()
	want := run(t, startRedisServer(t))
	_, addr := startServer(t, engineOptions())
	got := run(t, addr)
	if testing.Verbose() {
		t.Log("redis-server:\n" + want)
	}
	assert.Equal(t, want, got, "redis-server's is the first")
	return got
}

// engineOptions are those of `resplay serve --enable-debug-command yes`.
func engineOptions() engine.Options {
	start := time.Now()
	return engine.Options{
		MaxMemory: -1, Debug: "yes",
		Stopwatch: func() time.Duration { return time.Since(start) },
	}
}

// startRedisServer starts a redis-server on a free port, until the test ends.
func startRedisServer(t *testing.T) (addr string) {
	t.Helper()
	path := installed(t, "redis-server")
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	port := listener.Addr().(*net.TCPAddr).Port
	require.NoError(t, listener.Close())
	server := start(t, nil, path, "--port", strconv.Itoa(port), "--bind", "127.0.0.1", "--dir", t.TempDir(),
		"--save", "", "--appendonly", "no", "--enable-debug-command", "yes")
	server.await("Ready to accept connections")
	go io.Copy(io.Discard, server.out) // keeps the pipe from filling up
	return "127.0.0.1:" + strconv.Itoa(port)
}

// installed is the path of a program that the test needs.
func installed(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skip(name + " is not installed: scripts/install.sh test tells where it is from")
	}
	return path
}

// process is a program under way, whose lines a test awaits.
type process struct {
	t   *testing.T
	out *bufio.Reader
	in  io.WriteCloser
	end func() // ends it, and waits until it has
}

func start(t *testing.T, env []string, path string, args ...string) *process {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 3*patience)
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Env = append(cmd.Environ(), env...)
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	in, err := cmd.StdinPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	end := func() {
		cancel()
		_ = cmd.Wait() // reports the kill, which is the point
	}
	t.Cleanup(end)
	return &process{t, bufio.NewReader(out), in, end}
}

// await reads lines up to one that contains text, and returns them.
func (p *process) await(text string) string {
	p.t.Helper()
	var read strings.Builder
	for {
		line, err := p.out.ReadString('\n')
		read.WriteString(line)
		require.NoError(p.t, err, "%q did not come, but\n%s", text, &read)
		if strings.Contains(line, text) {
			return read.String()
		}
	}
}

// output runs a program to its end with an input, and returns what it prints.
func output(t *testing.T, input string, path string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(within(t), path, args...)
	cmd.Stdin = strings.NewReader(input)
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%v\n%s", args, out)
	return string(out)
}

// blank puts a sign in the place of what differs from run to run.
func blank(text string, patterns ...string) string {
	for _, pattern := range patterns {
		text = regexp.MustCompile(pattern).ReplaceAllString(text, "~")
	}
	return text
}

// host and port of an address.
func split(t *testing.T, addr string) (host, port string) {
	t.Helper()
	host, port, err := net.SplitHostPort(addr)
	require.NoError(t, err)
	return host, port
}

// notes collects what a client written in Go gets to see.
type notes struct{ strings.Builder }

func (n *notes) add(what string, value any, err error) {
	if err != nil {
		fmt.Fprintf(n, "%s: error %v\n", what, err)
		return
	}
	fmt.Fprintf(n, "%s: %#v\n", what, value)
}
