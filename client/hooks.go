// What a trace or a metric can learn from the client.

package client

import "resplay/resp"

// Hooks are told what happens, when it happens, under the client's lock: they
// must not call into the client. Clients, connections and futures go by
// number, from 1; 0 stands for none. Slices are valid during the call only.
type Hooks interface {
	// FutureCreated: a call was made. args is the command line; a step that
	// is no command has a lower-case name: acquire, pipeline, transaction.
	FutureCreated(future, client int, task string, args []string)
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
	// PoolWaiting: the call needs a connection and all are in use.
	PoolWaiting(client, future int)
	PoolAcquired(client, conn, future int)
	PoolReleased(client, conn int)
	// Pushed: a message came that answers no call.
	Pushed(conn int, message resp.Value)
	// WatchFailed: EXEC answered null, a watched key had changed.
	WatchFailed(conn, future int)
}

// Numbers counts the futures and clients of one world, so that a trace can
// name them. Clients that share a Numbers share one count.
type Numbers struct{ futures, clients int }

// Reset counts from 1 again.
func (n *Numbers) Reset() { *n = Numbers{} }

// noHooks stands in when no hooks are given.
type noHooks struct{}

func (noHooks) FutureCreated(int, int, string, []string) {}
func (noHooks) FutureSent(int, int, []byte)              {}
func (noHooks) FutureSettled(int, resp.Value, error)     {}
func (noHooks) FutureCancelled(int)                      {}
func (noHooks) ReplyDropped(int, int, resp.Value)        {}
func (noHooks) PoolWaiting(int, int)                     {}
func (noHooks) PoolAcquired(int, int, int)               {}
func (noHooks) PoolReleased(int, int)                    {}
func (noHooks) Pushed(int, resp.Value)                   {}
func (noHooks) WatchFailed(int, int)                     {}
