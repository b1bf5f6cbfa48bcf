// Package client is an asynchronous Redis client. Every call returns a
// [Future] at once; a connection writes commands in order and keeps a queue
// of the futures that wait; replies settle them in that order.
//
// # Start
//
// A native program makes its client with package client/tcp, by a URL or by
// [Options]:
//
//	c, err := tcp.Open("redis://:secret@localhost:6379/0?call-timeout=2s")
//	...
//	defer c.Close()
//	greeting, err := c.Get("greeting").Await(ctx)
//
// Make one [Client] for a server when the program starts, and let everything
// that runs share it, from any goroutine: a client is its pool, and one for
// each request would connect for each request. Making it does no I/O, so an
// error is one of the options; the first command connects, and its error says
// when that fails. [ParseURL] describes URLs, [Options.Set] their options. At
// the end, Close it.
//
// There is a method for every command, see [Commands]; [Commands.Do] sends any
// other, with the reply as a [resp.Value], and [Call] does with a decoder, such
// as [Int] or [Strings].
//
// # Futures
//
// A call is on its way when its method returns, whether or not somebody
// awaits it: ten calls in a row are one round trip, not ten. [Future.Await]
// waits on the caller's goroutine; [Future.Then] calls back. [All], [Any],
// [Map], [Chain], [WaitFor] and [Shield] make futures of futures, and a
// [Promise] is one that the program settles.
//
// When the context of an Await ends, the call is cancelled, as by
// [Future.Cancel]: nobody waits for it any more, but what was sent is sent,
// and the server may well run it. Callbacks must not await.
//
// # Pipelines and transactions
//
// Calls pipeline by themselves. A [Pipeline] is for when many are to go out as
// one, and to be answered as one: [Client.Pipelined], or [Client.Pipeline] and
// [Pipeline.Exec]. [Client.TxPipelined] wraps them in MULTI and EXEC.
// [Client.Transact] is for what reads before it writes: it watches keys, and
// runs its function again when somebody else has changed one. The futures of
// commands that are only queued, in a pipeline and in a [Tx] behind its
// [Tx.Multi], settle once that is executed; to await them earlier is to wait
// for oneself.
//
// # Connections and pool
//
// In [Shared] mode, the default, one connection carries the plain commands of
// all callers, and the server runs what one caller calls in the order of the
// calls. Only what blocks, transactions with WATCH and subscriptions borrow
// connections of their own, so the pool may be small. There is one shared
// connection, as in Lettuce and StackExchange.Redis, and not four, as in
// rueidis: several serve threads that would get in each other's way, which a
// client with one lock has no use for, and calls for different keys lose their
// order. What speaks against sharing is large values, since all behind them
// waits: give those a client of their own.
//
// In [PerCall] mode each command borrows a connection until its reply has come,
// as most older clients do it. [Pool] says how many there may be, how long
// calls wait for one, and how long a connection is kept; [Client.Stats] how it
// goes; [Client.Warm] opens the first ones ahead of their use.
//
// What depends on the connection, such as SELECT, MULTI or CLIENT REPLY sent
// by hand, needs one that nobody else uses: [Client.Use], or [Client.Acquire]
// and [Lease.Release]. Sent on a client it is undone as soon as it is answered.
//
// # Errors
//
// What the server said is a [resp.Error]; test its code, not its text. A
// typed call whose answer is null is [ErrNil], where its method says so. All
// else is one of these, for errors.Is, and says in words what happened where:
//
//   - [ErrClosed]: the connection was lost or could not be made, a
//     [*ConnError], or the client was closed.
//   - [ErrTimeout]: a limit of Options was reached, a [*TimeoutError].
//     The end of a context is that context's error instead.
//   - [ErrPoolExhausted]: no connection came free, a [*PoolError].
//   - [ErrWatch]: a watched key changed, again and again.
//   - [ErrCancelled]: Cancel was called.
//   - [ErrUsage]: the call could not be made as it was written, and nothing
//     was sent.
//
// [ErrorKind] sorts them by a word, for metrics.
//
// Connecting is tried again (Options.Connect), and with it go the calls that
// had not been sent. A call that was sent is sent again (Options.Resend) when
// the server says that it did not run it for now, or when the connection was
// lost and it only reads. A write whose connection was lost is never sent
// again, because it may have been run; nor is what was sent on a [Lease], in a
// [Pipeline] or in a transaction.
//
// # Subscriptions
//
// [Client.Subscribe], PSubscribe and SSubscribe open a [Subscription] on a
// connection of its own; [Client.SubscribeWith] does all three. Messages go to
// a handler, or are taken with [Subscription.Messages] in a loop. A lost
// connection is replaced and subscribed again, and what was published in
// between is gone: [Subscription.OnState] tells. [SubscribeOptions] say how
// many messages may wait for a slow consumer, and what happens then.
//
// # Scripts and functions
//
// [NewScript] and [NewScriptOf] hold a Lua script, whose [Script.Run] sends its
// name, and its source only to a server that does not know it.
// [NewFunctionLibrary] and [FunctionOf] do the same for libraries of functions.
//
// # Streams
//
// [Commands.XAdd], XRead and the others are there as they are. [Client.ReadGroup]
// makes a [GroupReader] on top of them: a consumer that reads, acknowledges,
// takes over what others left undone, and puts aside what nobody can handle.
//
// # Locks
//
// [Client.WithLock] runs a function while it holds a lock, and ends the
// function's context when the lock is lost. [Client.Lock] gives a [Lock] to
// release by hand; [Lock.Fence] is a number for what the lock protects.
//
// # Caching
//
// A [Cache] has the methods of a client, and answers those that read keys from
// memory until the server says that a key has changed.
//
// # Iterators
//
// [Iterators.ScanAll] and its kin are loops over what takes many calls; a
// Client and a [Lease] have them.
//
// # Hooks
//
// [Hooks] are told of calls, connections and waiting, for metrics and traces;
// embed [NoHooks] and write the methods that matter. [Commands.In] says for
// which context a call is made. Package resplay/client/otel, a module of its
// own, has hooks for OpenTelemetry.
//
// # Simulated worlds
//
// The package does no I/O, starts no goroutine and knows no clock: a
// [Scheduler] and a [Dialer] supply all that. Package client/tcp has those of
// a native program, package sim those of a world in which time is a number:
// tests of a program run there against a real engine, over a network with
// faults, in no time, and the same each time. [New] makes a client of such a
// world. [Handler], [Transport], [Source], [Timer], [Waiter], [Watcher],
// [Attentive], [Numbers], [Conn] and [NewBasic] are for who builds one, and a
// program that uses a client has no need of them.
//
// # Not there yet
//
// A client speaks to one server. Cluster and Sentinel come next: a cluster's
// MOVED and ASK reach the caller as the [resp.Error] that they are.
package client
