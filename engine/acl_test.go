// Permissions beyond the keys of a command line, and the owner's hooks.

package engine

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestPasswordHash(t *testing.T) {
	for n := range 300 {
		password := strings.Repeat("p\xff", n/2) + "x"[:n%2]
		sum := sha256.Sum256([]byte(password))
		require.Equal(t, hex.EncodeToString(sum[:]), passwordHash(password))
	}
}

func TestMayUseAnyKey(t *testing.T) {
	w := newWorld(t, Options{})
	sort := &Command{Name: "sort"}
	may := func() bool {
		c := &call{engine: w.engine, conn: w.conn("a"), cmd: sort, args: []string{"sort", "k"}}
		return c.mayUseAnyKey()
	}
	require.True(t, may())
	w.run("ACL SETUSER u on nopass +@all ~k", "AUTH u x")
	require.False(t, may())
	w.run("ACL SETUSER u (+@all allkeys)")
	require.True(t, may())
	w.run("ACL SETUSER u clearselectors +@all allkeys")
	require.True(t, may())
}

func TestPermitsInScripts(t *testing.T) {
	w := newWorld(t, Options{})
	c := w.conn("a")
	get, set := w.engine.commands["get"], w.engine.commands["set"]
	require.NoError(t, w.engine.permits(c, get, []string{"get", "b"}, inScript))
	w.run("ACL SETUSER u on nopass +get ~a +acl", "AUTH u x")
	require.NoError(t, w.engine.permits(c, get, []string{"get", "a"}, inScript))
	require.EqualError(t, w.engine.permits(c, get, []string{"get", "b"}, inScript),
		"NOPERM ACL failure in script: No permissions to access a key")
	require.EqualError(t, w.engine.permits(c, set, []string{"set", "a", "b"}, inScript),
		"NOPERM ACL failure in script: User u has no permissions to run the 'set' command")
	require.Equal(t, "lua", w.run("ACL LOG").Elems[0].Elems[5].Str)
}

func TestPersistAndShutdown(t *testing.T) {
	var asked []string
	var failure error
	w := newWorld(t, Options{
		Persist: func(kind string) error { asked = append(asked, kind); return failure },
		Shutdown: func(save bool) error {
			asked = append(asked, map[bool]string{true: "end", false: "kill"}[save])
			return failure
		},
	})
	require.Equal(t, "OK", w.run("SAVE").Str)
	w.run("BGSAVE", "BGREWRITEAOF")
	failure = errors.New("the disk is full")
	require.Equal(t, "ERR the disk is full", w.run("SAVE").Str)
	require.Equal(t, "ERR the disk is full", w.run("BGSAVE").Str)
	require.Equal(t, "ERR the disk is full", w.run("BGREWRITEAOF").Str)
	require.Equal(t, "ERR Errors trying to SHUTDOWN. Check logs.", w.run("SHUTDOWN").Str)
	failure = nil
	require.Zero(t, w.run("SHUTDOWN NOSAVE"))
	require.True(t, w.conns["a"].Closed())
	require.Equal(t, []string{"save", "bgsave", "bgrewriteaof", "save", "bgsave", "bgrewriteaof", "end", "kill"}, asked)
}

func TestInfoCountsDenials(t *testing.T) {
	w := newWorld(t, Options{})
	w.run("ACL SETUSER u on nopass +get +publish +info ~a resetchannels &a", "AUTH nobody x", "AUTH u x", "GET b", "SET a 1", "SET a 2", "PUBLISH b x")
	require.Contains(t, w.run("INFO stats").Str,
		"acl_access_denied_auth:1\r\nacl_access_denied_cmd:2\r\nacl_access_denied_key:1\r\nacl_access_denied_channel:1\r\n")
}
