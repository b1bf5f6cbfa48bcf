// Commands of transactions. MULTI and EXEC are sent by [Client.TxPipeline],
// [Client.Transaction] and [Client.Transact].

package client

// Watch makes the next EXEC on this connection do nothing if one of keys
// changes before, so it is for a [Lease]; see also [Client.Transaction].
//
// Redis: https://redis.io/commands/watch/
func (c Commands) Watch(keys ...string) *Future[struct{}] {
	return run(c, done, words("WATCH", keys)...)
}

// Unwatch forgets all that Watch has watched.
//
// Redis: https://redis.io/commands/unwatch/
func (c Commands) Unwatch() *Future[struct{}] { return run(c, done, "UNWATCH") }
