// What a trace or a metric can learn from the client.

package client

import (
	"context"
	"time"

	"resplay/resp"
)

// Hooks are told what happens, when it happens, under the client's lock: they
// must not call into the client. Clients, connections and futures go by
// number, from 1; 0 stands for none. Slices are valid during the call only.
//
// The numbers are those of a [Numbers], of which each client has its own
// unless it is given one: clients that share Hooks should share that too.
// Hooks that want to know of some things only embed [NoHooks]; [JoinHooks]
// makes one of several. Package resplay/client/otel, a module of its own, has
// those of OpenTelemetry.
type Hooks interface {
	// FutureCreated: a call was made. args is the command line; a step that
	// is no command has a lower-case name: acquire, pipeline, transaction.
	FutureCreated(future, client int, task string, args []string)
	// FutureIn: the call that was just created was made in the name of ctx,
	// see [Commands.In].
	FutureIn(ctx context.Context, future int)
	// FutureSent: request, the command as encoded, goes to the transport.
	FutureSent(future, conn int, request []byte)
	// FutureSettled: the reply came, or err says why none will. A step that
	// is no command has the zero reply.
	FutureSettled(future int, reply resp.Value, err error)
	// FutureCancelled takes the place of FutureSettled.
	FutureCancelled(future int)
	// ReplyDropped: the reply came of a call that was settled before, by
	// Cancel or by its timeout.
	ReplyDropped(future, conn int, reply resp.Value)
	// Retrying: what failed with err is tried again after a pause. attempt
	// counts the tries that have failed. future is the call; 0: what failed is
	// a connection that was being opened.
	Retrying(client, future, attempt int, pause time.Duration, err error)

	// PoolWaiting: the call needs a connection and all are in use.
	PoolWaiting(client, future int)
	// PoolAcquired: the call has a connection of the pool.
	PoolAcquired(client, conn, future int)
	// PoolReleased: the connection is the pool's again.
	PoolReleased(client, conn int)

	// ConnDialed: a connection to addr is being opened. ConnClosed will follow.
	ConnDialed(client, conn int, addr string)
	// ConnOpened: the handshake is over.
	ConnOpened(client, conn int)
	// ConnClosed: the connection has ended, or could not be opened, and why.
	ConnClosed(client, conn int, err error)

	// Pushed: a message came that answers no call.
	Pushed(conn int, message resp.Value)
	// WatchFailed: EXEC answered null, a watched key had changed.
	WatchFailed(conn, future int)
	// CacheRead: a call that a [Cache] may answer from memory was, or was not.
	CacheRead(client, future int, hit bool)
}

// Numbers counts the futures and clients of one world, and the connections
// whose transports have no numbers of their own, so that a trace can name
// them. Clients that share a Numbers share one count.
type Numbers struct{ futures, clients, conns int }

// Reset counts from 1 again.
func (n *Numbers) Reset() { *n = Numbers{} }

// NoHooks do nothing. Hooks that embed it need only the methods they use.
type NoHooks struct{}

func (NoHooks) FutureCreated(int, int, string, []string)     {}
func (NoHooks) FutureIn(context.Context, int)                {}
func (NoHooks) FutureSent(int, int, []byte)                  {}
func (NoHooks) FutureSettled(int, resp.Value, error)         {}
func (NoHooks) FutureCancelled(int)                          {}
func (NoHooks) ReplyDropped(int, int, resp.Value)            {}
func (NoHooks) Retrying(int, int, int, time.Duration, error) {}
func (NoHooks) PoolWaiting(int, int)                         {}
func (NoHooks) PoolAcquired(int, int, int)                   {}
func (NoHooks) PoolReleased(int, int)                        {}
func (NoHooks) ConnDialed(int, int, string)                  {}
func (NoHooks) ConnOpened(int, int)                          {}
func (NoHooks) ConnClosed(int, int, error)                   {}
func (NoHooks) Pushed(int, resp.Value)                       {}
func (NoHooks) WatchFailed(int, int)                         {}
func (NoHooks) CacheRead(int, int, bool)                     {}
