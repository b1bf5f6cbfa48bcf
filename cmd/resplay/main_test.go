// The command line as a person types it: what it prints and how it ends.

package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// outcome is all that a user sees of a command line.
type outcome struct {
	status      int
	out, errOut string
}

func runLine(ctx context.Context, args ...string) outcome {
	var out, errOut strings.Builder
	status := run(ctx, args, &out, &errOut)
	return outcome{status, out.String(), errOut.String()}
}

func TestUsage(t *testing.T) {
	const serveFlags = "[--data FILE] [--enable-debug-command WHO] [--fsync POLICY] [--http ADDRESS] [--resp ADDRESS] [--site FOLDER]"
	tests := []struct {
		line string
		want outcome
	}{
		{"", outcome{2, "", "resplay: no command\n\n" + overview() + "\n"}},
		{"help", outcome{0, overview(), ""}},
		{"--help", outcome{0, overview(), ""}},
		{"sevre", outcome{2, "", "resplay: unknown command \"sevre\"\n\n" + overview() + "\n"}},
		{"serve --htpp x", outcome{2, "", "resplay: serve: unknown flag --htpp: it takes " + serveFlags + "\n"}},
		{"serve --http", outcome{2, "", "resplay: serve: --http needs a value: it takes " + serveFlags + "\n"}},
		{"serve 8080", outcome{2, "", "resplay: serve: unexpected argument \"8080\": it takes only flags: " + serveFlags + "\n"}},
	}
	for _, test := range tests {
		assert.Equal(t, test.want, runLine(t.Context(), strings.Fields(test.line)...), test.line)
	}
}

func TestHelpOfCommands(t *testing.T) {
	for _, c := range commands {
		byFlag, byVerb := runLine(t.Context(), c.name, "--help"), runLine(t.Context(), "help", c.name)
		assert.Equal(t, byFlag, byVerb, c.name)
		assert.Zero(t, byFlag.status, c.name)
		assert.Contains(t, byFlag.out, "usage: resplay "+c.name, c.name)
		assert.Contains(t, byFlag.out, c.about, c.name)
	}
	assert.Contains(t, runLine(t.Context(), "help", "serve").out,
		"\n  --http ADDRESS\n        listen for browsers on this ADDRESS (default 127.0.0.1:8080)\n")
}

// builtFolder is a folder that passes for a built site.
func builtFolder(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(folder, "index.html"), []byte("page"), 0o644))
	return folder
}

func TestServeRefuses(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer taken.Close()
	addr := taken.Addr().String()
	next := portAfter("127.0.0.1", addr[strings.LastIndexByte(addr, ':')+1:])
	site := builtFolder(t)
	inUse := "%s is in use by another program: choose another with %s, such as %[2]s 127.0.0.1:" + next + "\n"
	tests := []struct {
		args   []string
		status int
		errOut string
	}{
		{[]string{"--http", addr}, 1, fmt.Sprintf(inUse, addr, "--http")},
		{[]string{"--http", "127.0.0.1:0", "--resp", addr}, 1, fmt.Sprintf(inUse, addr, "--resp")},
		{[]string{"--http", "8080"}, 2, "--http 8080 is no address: it takes HOST:PORT, such as 127.0.0.1:8080\n"},
	}
	for _, test := range tests {
		args := append([]string{"serve", "--site", site}, test.args...)
		want := outcome{test.status, "", "resplay: serve: " + test.errOut}
		assert.Equal(t, want, runLine(t.Context(), args...), args)
	}

	missing := runLine(t.Context(), "serve", "--site", filepath.Join(site, "nowhere"))
	assert.Equal(t, 1, missing.status)
	assert.Contains(t, missing.errOut, "build it with `make build`, or name its folder with --site")
}

// TestServe runs the whole program: the page, the cache service and the RESP
// port on one engine, until it is told to stop.
func TestServe(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	reader, writer := io.Pipe()
	var errOut strings.Builder
	status := make(chan int, 1)
	go func() {
		status <- run(ctx, []string{
			"serve", "--http", "127.0.0.1:0", "--resp", "127.0.0.1:0", "--site", builtFolder(t),
		}, writer, &errOut)
		writer.Close()
	}()
	printed := bufio.NewScanner(reader)
	urls := map[string]string{}
	for len(urls) < 3 && printed.Scan() {
		what, url, _ := strings.Cut(printed.Text(), " ")
		urls[what] = strings.TrimSpace(url)
	}
	require.Len(t, urls, 3, errOut.String())

	assert.Equal(t, "page", fetch(t, http.MethodGet, urls["page"]))
	assert.Equal(t, `{"message":"Data cached successfully","key":"greeting","value":"hello"}`+"\n",
		fetch(t, http.MethodPost, urls["cache"]+"greeting?value=hello"))
	redis := goRedis(t, strings.TrimPrefix(urls["redis"], "redis://"))
	greeting, err := redis.Get(within(t), "greeting").Result()
	require.NoError(t, err)
	assert.Equal(t, "hello", greeting)

	stop()
	assert.Zero(t, <-status, errOut.String())
	assert.Error(t, redis.Ping(within(t)).Err())
}

func fetch(t *testing.T, method, url string) string {
	t.Helper()
	request, err := http.NewRequestWithContext(within(t), method, url, nil)
	require.NoError(t, err)
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return string(body)
}
