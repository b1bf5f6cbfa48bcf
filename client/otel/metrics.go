// Metrics, as the semantic conventions name them.

package otel

import (
	"errors"
	"slices"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
)

// metrics are the instruments.
type metrics struct {
	durations   metric.Float64Histogram
	connections metric.Int64UpDownCounter
	pending     metric.Int64UpDownCounter
	timeouts    metric.Int64Counter
	createTime  metric.Float64Histogram
	waitTime    metric.Float64Histogram
	useTime     metric.Float64Histogram
	retries     metric.Int64Counter
	reads       metric.Int64Counter

	sets map[durationKey]metric.MeasurementOption // made so far
}

// durationKey is by what the durations of calls are told apart.
type durationKey struct {
	client int
	name   string
	fault  fault
}

// seconds are the bounds that the conventions advise.
var seconds = metric.WithExplicitBucketBoundaries(0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10)

func (m *metrics) make(meter metric.Meter) error {
	var errs []error
	histogram := func(name, description string) metric.Float64Histogram {
		h, err := meter.Float64Histogram(name, metric.WithDescription(description), metric.WithUnit("s"), seconds)
		errs = append(errs, err)
		return h
	}
	upDown := func(name, unit, description string) metric.Int64UpDownCounter {
		c, err := meter.Int64UpDownCounter(name, metric.WithDescription(description), metric.WithUnit(unit))
		errs = append(errs, err)
		return c
	}
	counter := func(name, unit, description string) metric.Int64Counter {
		c, err := meter.Int64Counter(name, metric.WithDescription(description), metric.WithUnit(unit))
		errs = append(errs, err)
		return c
	}
	*m = metrics{
		durations:   histogram("db.client.operation.duration", "Duration of calls, from when they were made."),
		connections: upDown("db.client.connection.count", "{connection}", "Connections that are open, by state."),
		pending:     upDown("db.client.connection.pending_requests", "{request}", "Calls that wait for a connection of the pool."),
		timeouts:    counter("db.client.connection.timeouts", "{timeout}", "Calls that got no connection of the pool."),
		createTime:  histogram("db.client.connection.create_time", "Time to open a connection, handshake included."),
		waitTime:    histogram("db.client.connection.wait_time", "Time to get a connection of the pool."),
		useTime:     histogram("db.client.connection.use_time", "Time from borrowing a connection to giving it back."),
		retries:     counter("resplay.client.retries", "{retry}", "Calls and connections that were tried again."),
		reads:       counter("resplay.client.cache.reads", "{read}", "Reads through a cache, by whether it had the reply."),
		sets:        map[durationKey]metric.MeasurementOption{},
	}
	return errors.Join(errs...)
}

// mostSets is how many combinations of attributes are kept. Names of commands
// are the program's, so there is no telling how many there will be.
const mostSets = 1000

func (m *metrics) duration(h *hooks, c *call, d time.Duration, f fault) {
	key := durationKey{c.client, c.name, f}
	set, known := m.sets[key]
	if !known {
		all := append(slices.Clone(h.place(c.client).attributes), semconv.DBOperationName(c.name))
		set = metric.WithAttributeSet(attribute.NewSet(append(all, f.attributes()...)...))
		if _, connected := h.places[c.client]; connected && len(m.sets) < mostSets {
			m.sets[key] = set
		}
	}
	m.durations.Record(c.ctx, d.Seconds(), set)
}
