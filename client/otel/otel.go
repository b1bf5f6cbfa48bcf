// Package otel makes OpenTelemetry spans and metrics of what a client does, by
// the semantic conventions for databases.
//
//	hooks, err := otel.New(otel.Options{})
//	...
//	c, err := tcp.New(client.Options{Addr: addr, Hooks: hooks})
//	...
//	greeting, err := c.In(ctx).Get("greeting").Await(ctx)
//
// A call made [client.Commands.In] a context gets a span below the one of that
// context; any other call, one of its own. A span lasts from the call to its
// reply. It is made when that is there, so what ends in a fraction of a
// microsecond, as a hit of a cache does, costs more with spans than without.
//
// It is a module of its own, so that the client depends on nothing of this.
package otel

import (
	"context"
	"sync"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/trace"

	"resplay/client"
	"resplay/resp"
)

// scope is the name under which spans and metrics are made.
const scope = "resplay/client/otel"

// Options say what is recorded, and where. The zero value records spans and
// metrics where the program has set up OpenTelemetry's global providers.
type Options struct {
	Tracers trace.TracerProvider // nil: the global one
	Meters  metric.MeterProvider // nil: the global one

	DB         int              // the client's database, which is part of what is recorded
	Pool       string           // names the client's pool in metrics; "": its address
	Arguments  bool             // spans have the whole command line, values included, but for those with passwords
	ParentOnly bool             // there are spans only for calls in contexts that have one
	Now        func() time.Time // nil: time.Now
}

// New returns hooks that record what a client does. A client has hooks of its
// own, or shares them and a [client.Numbers] with others. The error is that of
// a meter which refuses an instrument.
func New(o Options) (client.Hooks, error) {
	if o.Tracers == nil {
		o.Tracers = otel.GetTracerProvider()
	}
	if o.Meters == nil {
		o.Meters = otel.GetMeterProvider()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	h := &hooks{
		options: o, tracer: o.Tracers.Tracer(scope),
		calls: map[int]*call{}, conns: map[int]*conn{}, places: map[int]place{},
	}
	return h, h.metrics.make(o.Meters.Meter(scope))
}

// hooks implements [client.Hooks]. It keeps what it knows of calls and
// connections until they end.
type hooks struct {
	client.NoHooks
	options Options
	tracer  trace.Tracer
	metrics metrics

	mu     sync.Mutex // guards what follows: clients that share hooks have locks of their own
	calls  map[int]*call
	conns  map[int]*conn
	places map[int]place // of clients that have dialed
}

// call is a call under way.
type call struct {
	client  int
	ctx     context.Context // in whose name it was made
	name    string
	line    string // the command line; "": it is not recorded
	step    bool   // it is no command, but several
	batch   int    // how many commands a pipeline or transaction has
	made    time.Time
	waits   bool // for a connection of the pool
	setup   bool // it is part of opening a connection
	cache   string
	moments []moment
}

// conn is a connection that is being opened, or is open.
type conn struct {
	client int
	dialed time.Time
	open   bool
	used   bool // as opposed to idle
	lent   time.Time
}

// FutureCreated implements [client.Hooks].
func (h *hooks) FutureCreated(future, client int, _ string, args []string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	c := &call{client: client, ctx: context.Background(), made: h.options.Now()}
	c.describe(args, h.options.Arguments)
	h.calls[future] = c
}

// FutureIn implements [client.Hooks].
func (h *hooks) FutureIn(ctx context.Context, future int) {
	h.call(future, func(c *call) { c.ctx = ctx })
}

// call calls fn with what is known of a call.
func (h *hooks) call(future int, fn func(c *call)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if c := h.calls[future]; c != nil {
		fn(c)
	}
}

// FutureSent implements [client.Hooks]. What is sent on a connection ahead of
// ConnOpened is part of opening it, and what is sent on one that the pool has
// not lent, on the one that all share.
func (h *hooks) FutureSent(future, number int, _ []byte) {
	h.call(future, func(c *call) {
		conn := h.conns[number]
		switch {
		case conn == nil:
		case !conn.open:
			c.setup = true
		case !conn.used:
			h.use(conn, true)
		}
	})
}

// FutureSettled implements [client.Hooks].
func (h *hooks) FutureSettled(future int, _ resp.Value, err error) { h.ended(future, err) }

// FutureCancelled implements [client.Hooks].
func (h *hooks) FutureCancelled(future int) { h.ended(future, client.ErrCancelled) }

func (h *hooks) ended(future int, err error) {
	h.call(future, func(c *call) {
		delete(h.calls, future)
		h.waited(c)
		if c.setup {
			return
		}
		end, fault := h.options.Now(), faultOf(err)
		h.span(c, end, fault, err)
		if !c.step {
			h.metrics.duration(h, c, end.Sub(c.made), fault)
		}
		if fault.kind == "pool" {
			h.metrics.timeouts.Add(c.ctx, 1, h.place(c.client).pool)
		}
		if c.cache != "" {
			h.metrics.reads.Add(c.ctx, 1, h.place(c.client).pool, metric.WithAttributes(attribute.Bool("resplay.cache.hit", c.cache == "hit")))
		}
	})
}

// Retrying implements [client.Hooks].
func (h *hooks) Retrying(client, future, attempt int, pause time.Duration, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.metrics.retries.Add(context.Background(), 1, h.place(client).pool)
	if c := h.calls[future]; c != nil {
		c.moments = append(c.moments, retried(h.options.Now(), attempt, pause, err))
	}
}

// CacheRead implements [client.Hooks].
func (h *hooks) CacheRead(_, future int, hit bool) {
	h.call(future, func(c *call) {
		c.cache = "miss"
		if hit {
			c.cache = "hit"
		}
	})
}
