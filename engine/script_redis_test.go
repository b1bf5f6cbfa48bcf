//go:build !first && !whole && !js

// Dumps of libraries, exchanged with a real redis-server.

package engine

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestDumpedLibrariesOnRedis(t *testing.T) {
	server := startRedis(t)
	w := newWorld(t, Options{})
	code := "#!lua name=lib\nredis.register_function('f',function() return 'f' end)\n" + strings.Repeat("-- many words, many words\n", 50)
	require.Equal(t, "lib", server.control.do("FUNCTION", "LOAD", code).Str)
	theirs := server.control.do("FUNCTION", "DUMP").Str
	require.Less(t, len(theirs), len(code), "it is compressed")
	require.NoError(t, w.do(step{client: "main", args: []string{"FUNCTION", "RESTORE", theirs}})[0].value.Err())
	require.Equal(t, "f", w.run("FCALL f 0").Str)
	ours := w.run("FUNCTION DUMP").Str
	require.NoError(t, server.control.do("FUNCTION", "RESTORE", ours, "FLUSH").Err())
	require.Equal(t, "f", server.control.do("FCALL", "f", "0").Str)
}
