//go:build !js

// What a client may send before it has authenticated.

package engine

import (
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestStrangersOnRedis(t *testing.T) {
	server := startRedis(t)
	server.control.do("CONFIG", "SET", "requirepass", "secret")
	long := strings.Repeat("x", 16<<10)
	for _, request := range []string{
		"*11\r\n", "*10\r\n$3\r\nGET\r\n" + strings.Repeat("$1\r\nx\r\n", 9), "*1048577\r\n", "*x\r\n", "*-5\r\nPING\r\n",
		"*2\r\n$4\r\nAUTH\r\n$16385\r\n", "*2\r\n$4\r\nECHO\r\n$16384\r\n" + long + "\r\n",
		"*1\r\n$536870913\r\n", "*1\r\n$-1\r\n",
		"AUTH secret\r\n*3\r\n$4\r\nECHO\r\n$1\r\nx\r\n$2\r\nxy\r\n*2\r\n$4\r\nECHO\r\n$16385\r\n" + long + "x\r\n",
		"RESET\r\n*11\r\n", "AUTH secret\r\nRESET\r\n*11\r\n", "HELLO 3 AUTH default secret\r\n*12\r\n$6\r\nEXISTS\r\n" + strings.Repeat("$1\r\nx\r\n", 11),
	} {
		for _, size := range []int{3, len(request)} {
			ours := New(Options{Password: "secret", Version: "7.0.15"}).Connect("")
			for piece := range slices.Chunk([]byte(request), size) {
				ours.Feed(piece)
			}
			conn, err := net.Dial("tcp", server.addr)
			require.NoError(t, err)
			_, err = conn.Write([]byte(request))
			require.NoError(t, err)
			got := string(ours.Output())
			want := readAll(t, conn, len(got))
			if !strings.HasPrefix(request, "HELLO") { // which tells a connection's number
				require.Equal(t, want, got, "%.60q", request)
			}
			require.Equal(t, strings.Count(want, "\r\n"), strings.Count(got, "\r\n"), "%.60q", request)
			conn.Close()
		}
	}
}

// readAll returns what a server sends: so much, within a while, and what
// follows at once.
func readAll(t *testing.T, conn net.Conn, expected int) string {
	var text strings.Builder
	buf := make([]byte, 64<<10)
	for {
		patience := 10 * time.Millisecond
		if text.Len() < expected {
			patience = 5 * time.Second
		}
		require.NoError(t, conn.SetReadDeadline(time.Now().Add(patience)))
		n, err := conn.Read(buf)
		text.Write(buf[:n])
		if err != nil {
			return text.String()
		}
	}
}
