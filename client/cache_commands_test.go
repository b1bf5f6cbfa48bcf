// Which commands a cache answers, beside the engine's table of commands.

package client_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"resplay/client"
	"resplay/engine"
	"resplay/resp"
	"resplay/sim"
)

// uncached are the commands that read keys, and are not cached.
var uncached = map[string]string{
	"TTL": "it changes with time", "PTTL": "as TTL", "EXPIRETIME": "is of no use without TTL", "PEXPIRETIME": "as EXPIRETIME",
	"HTTL": "as TTL", "HPTTL": "as TTL", "HEXPIRETIME": "as EXPIRETIME", "HPEXPIRETIME": "as EXPIRETIME",
	"TOUCH": "it is called for what it does", "DUMP": "it is called for copying",
	"HRANDFIELD": "it is by chance", "SRANDMEMBER": "it is by chance", "ZRANDMEMBER": "it is by chance",
	"HSCAN": "cursors are the server's", "SSCAN": "as HSCAN", "ZSCAN": "as HSCAN",
	"SORT_RO": "it may read keys that it does not name", "PFCOUNT": "it may write",
	"XREAD": "it may wait", "XPENDING": "it shows idle times",
	"EVAL_RO": "a script may read the clock", "EVALSHA_RO": "as EVAL_RO", "FCALL_RO": "as EVAL_RO",
}

func TestEveryCommandThatReadsKeysIsCachedOrHasAReason(t *testing.T) {
	seen := map[string]bool{}
	for _, command := range engine.Commands() {
		name := strings.ToUpper(command.Name)
		if command.Flags&engine.ReadOnly == 0 || len(command.Keys) == 0 {
			continue
		}
		seen[name] = true
		cached := len(client.CacheableKeys(name, "1", "b", "c", "d")) > 0
		assert.NotEqual(t, cached, uncached[name] != "", "%s: cached %v, reason for not caching %q", name, cached, uncached[name])
	}
	assert.Greater(t, len(seen), 60)
	for name := range uncached {
		assert.True(t, seen[name], "%s reads no keys", name)
	}
}

// What a cache takes for the keys of a command, and what the server does.
func TestTheKeysOfCachedCommandsAreTheServers(t *testing.T) {
	c := sim.New(sim.Options{}).Client(client.Options{Protocol: 3})
	checked := map[string]bool{}
	for _, s := range client.Samples() {
		args, err := resp.SplitLine(s.Line)
		require.NoError(t, err)
		keys := client.CacheableKeys(args...)
		if len(keys) == 0 {
			continue
		}
		checked[args[0]] = true
		assert.Equal(t, keys, await(t, c.CommandGetKeys(args...)), s.Line)
	}
	assert.Greater(t, len(checked), 50)
}

// Every sample of a command that is cached gives the same through a cache, twice.
func TestCachedRepliesAreThoseOfTheServer(t *testing.T) {
	w := sim.New(sim.Options{})
	c := w.Client(client.Options{Protocol: 3})
	hits := 0
	for _, s := range client.Samples() {
		args, _ := resp.SplitLine(s.Line)
		if len(client.CacheableKeys(args...)) == 0 || s.Cluster || s.Apart != "" {
			continue
		}
		await(t, c.FlushAll())
		for _, line := range s.Setup {
			words, _ := resp.SplitLine(line)
			await(t, c.Do(words...))
		}
		cache := client.NewCache(c, client.CacheOptions{})
		want, wantErr := s.Call(t.Context(), c.Commands)
		for range 2 {
			got, err := s.Call(t.Context(), cache.Commands)
			assert.Equal(t, wantErr, err, s.Line)
			if !s.Loose {
				assert.Equal(t, want, got, s.Line)
			}
		}
		hits += cache.Stats().Hits
		cache.Close()
	}
	assert.Greater(t, hits, 60)
}
