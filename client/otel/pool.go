// Connections: how many there are, how long it takes to get one.

package otel

import (
	"context"
	"net"
	"strconv"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
)

// place is where a client connects to.
type place struct {
	attributes []attribute.KeyValue     // for spans and the duration of commands
	pool       metric.MeasurementOption // for the pool's metrics
	idle, used metric.MeasurementOption // for connections in that state
}

func newPlace(addr string, o Options) place {
	p := place{attributes: []attribute.KeyValue{semconv.DBSystemNameRedis, semconv.DBNamespace(strconv.Itoa(o.DB))}}
	host, port, err := net.SplitHostPort(addr)
	number, err2 := strconv.Atoi(port)
	switch {
	case addr == "":
	case err != nil || err2 != nil:
		p.attributes = append(p.attributes, semconv.ServerAddress(addr))
	default:
		p.attributes = append(p.attributes, semconv.ServerAddress(host), semconv.ServerPort(number))
	}
	name := o.Pool
	if name == "" {
		name = addr
	}
	pool := semconv.DBClientConnectionPoolName(name)
	p.pool = metric.WithAttributeSet(attribute.NewSet(pool))
	p.idle = metric.WithAttributeSet(attribute.NewSet(pool, semconv.DBClientConnectionStateIdle))
	p.used = metric.WithAttributeSet(attribute.NewSet(pool, semconv.DBClientConnectionStateUsed))
	return p
}

// place is where a client connects to, as far as that is known: not before it
// has dialed.
func (h *hooks) place(client int) place {
	if p, known := h.places[client]; known {
		return p
	}
	return newPlace("", h.options)
}

// ConnDialed implements [client.Hooks].
func (h *hooks) ConnDialed(client, number int, addr string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if _, known := h.places[client]; !known {
		h.places[client] = newPlace(addr, h.options)
	}
	h.conns[number] = &conn{client: client, dialed: h.options.Now()}
}

// ConnOpened implements [client.Hooks].
func (h *hooks) ConnOpened(client, number int) {
	h.conn(number, func(c *conn) {
		h.metrics.createTime.Record(context.Background(), h.options.Now().Sub(c.dialed).Seconds(), h.place(client).pool)
		c.open = true
		h.metrics.connections.Add(context.Background(), 1, h.place(client).idle)
	})
}

// ConnClosed implements [client.Hooks].
func (h *hooks) ConnClosed(_, number int, _ error) {
	h.conn(number, func(c *conn) {
		delete(h.conns, number)
		if c.open {
			h.metrics.connections.Add(context.Background(), -1, h.state(c))
		}
	})
}

// conn calls fn with what is known of a connection.
func (h *hooks) conn(number int, fn func(c *conn)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if c := h.conns[number]; c != nil {
		fn(c)
	}
}

func (h *hooks) state(c *conn) metric.MeasurementOption {
	if c.used {
		return h.place(c.client).used
	}
	return h.place(c.client).idle
}

// use counts a connection as used, or as idle.
func (h *hooks) use(c *conn, used bool) {
	if c.used == used {
		return
	}
	h.metrics.connections.Add(context.Background(), -1, h.state(c))
	c.used = used
	h.metrics.connections.Add(context.Background(), 1, h.state(c))
}

// PoolWaiting implements [client.Hooks].
func (h *hooks) PoolWaiting(client, future int) {
	h.call(future, func(c *call) {
		c.waits = true
		c.moments = append(c.moments, moment{name: "pool.waiting", at: h.options.Now()})
		h.metrics.pending.Add(c.ctx, 1, h.place(client).pool)
	})
}

// waited takes a call out of the count of those that wait for a connection.
func (h *hooks) waited(c *call) {
	if c.waits {
		c.waits = false
		h.metrics.pending.Add(c.ctx, -1, h.place(c.client).pool)
	}
}

// PoolAcquired implements [client.Hooks].
func (h *hooks) PoolAcquired(client, number, future int) {
	h.call(future, func(c *call) {
		now := h.options.Now()
		if c.waits {
			c.moments = append(c.moments, moment{name: "pool.acquired", at: now})
			h.waited(c)
		}
		h.metrics.waitTime.Record(c.ctx, now.Sub(c.made).Seconds(), h.place(client).pool)
	})
	h.conn(number, func(c *conn) {
		c.lent = h.options.Now()
		h.use(c, true)
	})
}

// PoolReleased implements [client.Hooks].
func (h *hooks) PoolReleased(client, number int) {
	h.conn(number, func(c *conn) {
		h.metrics.useTime.Record(context.Background(), h.options.Now().Sub(c.lent).Seconds(), h.place(client).pool)
		h.use(c, false)
	})
}
