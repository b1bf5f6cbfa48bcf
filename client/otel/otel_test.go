// What OpenTelemetry is told, in a simulated world.

package otel_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	api "go.opentelemetry.io/otel/trace"

	"resplay/client"
	"resplay/client/otel"
	"resplay/sim"
)

const ms = time.Millisecond

// scene is a world with a Redis that is 10 ms away, and what was recorded there.
type scene struct {
	t       *testing.T
	world   *sim.World
	client  *client.Client
	spans   *tracetest.InMemoryExporter
	tracers *trace.TracerProvider
	reader  *metric.ManualReader
}

func newScene(t *testing.T, o client.Options, oo otel.Options) *scene {
	s := &scene{
		t: t, world: sim.New(sim.Options{Link: sim.Link{Latency: 10 * ms}}), spans: tracetest.NewInMemoryExporter(), reader: metric.NewManualReader(),
	}
	s.tracers = trace.NewTracerProvider(trace.WithSyncer(s.spans))
	oo.Tracers, oo.Meters, oo.Now = s.tracers, metric.NewMeterProvider(metric.WithReader(s.reader)), s.world.Now
	hooks, err := otel.New(oo)
	require.NoError(t, err)
	o.Hooks, o.Protocol = hooks, 2
	s.client = s.world.Client(o)
	return s
}

// span is a recorded span, in short.
type span struct {
	Name       string
	Kind       api.SpanKind
	From, To   time.Duration // since the scene began
	Attributes map[string]any
	Events     map[string]time.Duration
	Status     string
	InRequest  bool
}

// recorded are the spans since the last time this was asked for.
func (s *scene) recorded() (all []span) {
	start := s.world.Now().Add(-s.world.Elapsed())
	for _, stub := range s.spans.GetSpans() {
		one := span{
			Name: stub.Name, Kind: stub.SpanKind, From: stub.StartTime.Sub(start), To: stub.EndTime.Sub(start),
			Attributes: values(stub.Attributes), Events: map[string]time.Duration{}, Status: stub.Status.Description, InRequest: stub.Parent.IsValid(),
		}
		for _, e := range stub.Events {
			one.Events[e.Name] = e.Time.Sub(start)
		}
		assert.Equal(s.t, one.Status != "", stub.Status.Code == codes.Error)
		all = append(all, one)
	}
	s.spans.Reset()
	return all
}

func values(attributes []attribute.KeyValue) map[string]any {
	m := map[string]any{}
	for _, a := range attributes {
		m[string(a.Key)] = a.Value.AsInterface()
	}
	return m
}

// of are the attributes of a call, and more of them.
func of(name string, more ...any) map[string]any {
	m := map[string]any{
		"db.system.name": "redis", "db.operation.name": name, "db.namespace": "0", "server.address": "localhost", "server.port": int64(6379),
	}
	for i := 0; i < len(more); i += 2 {
		m[more[i].(string)] = more[i+1]
	}
	return m
}

func await[T any](t *testing.T, f *client.Future[T]) T {
	t.Helper()
	v, err := f.Await(context.Background())
	require.NoError(t, err)
	return v
}

func TestACallInARequestHasASpanBelowThatOfTheRequest(t *testing.T) {
	s := newScene(t, client.Options{}, otel.Options{})
	ctx, request := s.tracers.Tracer("test").Start(context.Background(), "request")
	await(t, s.client.In(ctx).Set("k", "secret"))
	await(t, s.client.Get("k"))
	stubs := s.spans.GetSpans()
	require.Len(t, stubs, 2)
	assert.Equal(t, request.SpanContext().TraceID(), stubs[0].SpanContext.TraceID())
	assert.Equal(t, request.SpanContext().SpanID(), stubs[0].Parent.SpanID())
	assert.Equal(t, "resplay/client/otel", stubs[0].InstrumentationScope.Name)
	assert.Equal(t, []span{
		{Name: "SET", Kind: api.SpanKindClient, From: 0, To: 20 * ms, Attributes: of("SET"), Events: map[string]time.Duration{}, InRequest: true},
		{Name: "GET", Kind: api.SpanKindClient, From: 20 * ms, To: 30 * ms, Attributes: of("GET"), Events: map[string]time.Duration{}},
	}, s.recorded())
}

func TestWhatWentWrong(t *testing.T) {
	s := newScene(t, client.Options{}, otel.Options{})
	await(t, s.client.Set("k", "word"))
	s.recorded()
	_, missing := s.client.Get("missing").Await(context.Background())
	assert.ErrorIs(t, missing, client.ErrNil)
	s.client.Incr("k").Await(context.Background())
	s.client.LRange("k", 0, -1).Await(context.Background())
	s.client.Get("k").Cancel()
	s.client.Do("CLIENT", "REPLY", "OFF")
	lost := s.client.Get("k")
	s.world.Advance(ms)
	s.world.Cut(1)
	lost.Await(context.Background())
	spans := s.recorded()
	require.Len(t, spans, 6)
	type failure struct {
		Name, Status      string
		ErrorType, Answer any
	}
	var got []failure
	for _, span := range spans {
		got = append(got, failure{span.Name, span.Status, span.Attributes["error.type"], span.Attributes["db.response.status_code"]})
	}
	assert.Equal(t, []failure{
		{"GET", "", nil, nil}, // that there is no such key is an answer
		{"INCR", "ERR value is not an integer or out of range", "ERR", "ERR"},
		{"LRANGE", "WRONGTYPE Operation against a key holding the wrong kind of value", "WRONGTYPE", "WRONGTYPE"},
		{"GET", "cancelled", "cancelled", nil},
		{"CLIENT", "CLIENT REPLY is refused: the replies that it switches off are how calls are told apart", "usage", nil},
		{"GET", "connection to localhost:6379: connection reset by peer", "closed", nil},
	}, got)
}

func TestArgumentsAreRecordedWhenAskedForButNoPasswords(t *testing.T) {
	s := newScene(t, client.Options{Mode: client.PerCall}, otel.Options{Arguments: true, DB: 3})
	await(t, s.client.Set("k", "a value"))
	s.client.Do("AUTH", "password").Await(context.Background())
	s.client.Do("config", "set", "requirepass", "password").Await(context.Background())
	var lines []any
	for _, span := range s.recorded() {
		lines = append(lines, span.Attributes["db.query.text"])
		assert.Equal(t, "3", span.Attributes["db.namespace"])
	}
	assert.Equal(t, []any{`SET k "a value"`, nil, nil}, lines)
}

func TestPipelinesAndWaitingForAConnection(t *testing.T) {
	s := newScene(t, client.Options{Mode: client.PerCall, Pool: client.Pool{Max: 1, Wait: -1}}, otel.Options{})
	await(t, s.client.Ping())
	s.recorded()
	ctx, _ := s.tracers.Tracer("test").Start(context.Background(), "request")
	s.client.Get("k")
	p := s.client.Pipeline().In(ctx)
	p.Exists("k")
	p.Exists("k")
	await(t, p.Exec())
	none := map[string]time.Duration{}
	waited := map[string]time.Duration{"pool.waiting": 20 * ms, "pool.acquired": 30 * ms}
	assert.Equal(t, []span{
		{Name: "GET", Kind: api.SpanKindClient, From: 20 * ms, To: 30 * ms, Attributes: of("GET"), Events: none},
		{Name: "EXISTS", Kind: api.SpanKindClient, From: 20 * ms, To: 40 * ms, Attributes: of("EXISTS"), Events: none, InRequest: true},
		{Name: "EXISTS", Kind: api.SpanKindClient, From: 20 * ms, To: 40 * ms, Attributes: of("EXISTS"), Events: none, InRequest: true},
		{Name: "pipeline", Kind: api.SpanKindClient, From: 20 * ms, To: 40 * ms, Attributes: of("pipeline", "db.operation.batch.size", int64(2)), Events: waited, InRequest: true},
	}, s.recorded())
	l := await(t, s.client.Acquire())
	defer l.Release()
	assert.Equal(t, []span{{Name: "acquire", Kind: api.SpanKindInternal, From: 40 * ms, To: 40 * ms, Attributes: of("acquire"), Events: none}}, s.recorded())
}

func TestRetriesAreEvents(t *testing.T) {
	s := newScene(t, client.Options{}, otel.Options{})
	await(t, s.client.Ping())
	s.recorded()
	f := s.client.Get("k")
	s.world.Cut(1) // before it was written
	_, err := f.Await(context.Background())
	assert.ErrorIs(t, err, client.ErrNil)
	assert.Equal(t, []span{
		{Name: "GET", Kind: api.SpanKindClient, From: 20 * ms, To: 40 * ms, Attributes: of("GET"), Events: map[string]time.Duration{"retry": 20 * ms}},
	}, s.recorded())
}

func TestOnlyCallsInRequests(t *testing.T) {
	s := newScene(t, client.Options{}, otel.Options{ParentOnly: true})
	ctx, _ := s.tracers.Tracer("test").Start(context.Background(), "request")
	await(t, s.client.Set("k", "1"))
	await(t, s.client.In(context.Background()).Set("k", "1"))
	await(t, s.client.In(ctx).Get("k"))
	spans := s.recorded()
	require.Len(t, spans, 1)
	assert.Equal(t, "GET", spans[0].Name)
}

// Nobody knows yet where the client will connect to.
func TestACallThatEndsAheadOfConnecting(t *testing.T) {
	s := newScene(t, client.Options{DB: -1}, otel.Options{})
	s.client.Get("k").Await(context.Background())
	spans := s.recorded()
	require.Len(t, spans, 1)
	assert.Equal(t, map[string]any{
		"db.system.name": "redis", "db.operation.name": "GET", "db.namespace": "0", "error.type": "usage",
	}, spans[0].Attributes)
	assert.InDeltaMapValues(t, map[any]float64{"usage": 0}, s.collected("db.client.operation.duration", "error.type"), 1e-9)
}

// collected are the points of a metric by one of their attributes: the sum of
// a histogram, or what a counter stands at.
func (s *scene) collected(name, by string) map[any]float64 {
	var data metricdata.ResourceMetrics
	require.NoError(s.t, s.reader.Collect(context.Background(), &data))
	found := map[any]float64{}
	for _, scope := range data.ScopeMetrics {
		for _, m := range scope.Metrics {
			if m.Name != name {
				continue
			}
			switch points := m.Data.(type) {
			case metricdata.Histogram[float64]:
				for _, p := range points.DataPoints {
					found[values(p.Attributes.ToSlice())[by]] += p.Sum
				}
			case metricdata.Sum[int64]:
				for _, p := range points.DataPoints {
					found[values(p.Attributes.ToSlice())[by]] += float64(p.Value)
				}
			}
		}
	}
	return found
}

func TestMetrics(t *testing.T) {
	s := newScene(t, client.Options{Mode: client.PerCall, Pool: client.Pool{Max: 2, Wait: 25 * ms}}, otel.Options{Pool: "cache"})
	a, b := await(t, s.client.Acquire()), await(t, s.client.Acquire())
	waiting := s.client.Get("k")
	state := func() map[any]float64 { return s.collected("db.client.connection.count", "db.client.connection.state") }
	assert.Equal(t, map[any]float64{"idle": 0, "used": 2}, state())
	pool := "db.client.connection.pool.name"
	assert.Equal(t, map[any]float64{"cache": 1}, s.collected("db.client.connection.pending_requests", pool))
	s.world.Advance(10 * ms)
	a.Release()
	assert.ErrorIs(t, func() error { _, err := waiting.Await(context.Background()); return err }(), client.ErrNil)
	assert.Equal(t, map[any]float64{"cache": 0}, s.collected("db.client.connection.pending_requests", pool))
	assert.Equal(t, map[any]float64{"idle": 1, "used": 1}, state())
	assert.InDeltaMapValues(t, map[any]float64{"GET": 0.02}, s.collected("db.client.operation.duration", "db.operation.name"), 1e-9)

	await(t, s.client.Set("k", "x"))
	s.client.Incr("k").Await(context.Background())
	assert.InDeltaMapValues(t, map[any]float64{"ERR": 0.01, nil: 0.02 + 0.01}, s.collected("db.client.operation.duration", "error.type"), 1e-9)

	again := await(t, s.client.Acquire())
	_, err := s.client.Get("k").Await(context.Background())
	assert.ErrorIs(t, err, client.ErrPoolExhausted)
	assert.Equal(t, map[any]float64{"cache": 1}, s.collected("db.client.connection.timeouts", pool))
	again.Release()
	b.Close()
	s.world.Advance(50 * ms)
	assert.Equal(t, map[any]float64{"idle": 1, "used": 0}, state())
	assert.InDeltaMapValues(t, map[any]float64{"cache": 0.02}, s.collected("db.client.connection.create_time", pool), 1e-9)
	assert.InDeltaMapValues(t, map[any]float64{"cache": 0.02 + 0.01 + 0.01 + 0.01 + 0.025}, s.collected("db.client.connection.use_time", pool), 1e-9)
	assert.InDeltaMapValues(t, map[any]float64{"cache": 0.02 + 0.01}, s.collected("db.client.connection.wait_time", pool), 1e-9)
	assert.Empty(t, s.collected("resplay.client.retries", pool))

	await(t, s.client.Close())
	assert.Equal(t, map[any]float64{"idle": 0, "used": 0}, state())
}

func TestTheSharedConnectionIsUsed(t *testing.T) {
	s := newScene(t, client.Options{ClientName: "named"}, otel.Options{})
	await(t, s.client.Set("k", "1"))
	assert.Equal(t, map[any]float64{"idle": 0, "used": 1}, s.collected("db.client.connection.count", "db.client.connection.state"))
	for _, span := range s.recorded() {
		assert.Equal(t, "SET", span.Name, "what opens a connection is no call of the program")
	}
}

func TestCacheReads(t *testing.T) {
	s := newScene(t, client.Options{}, otel.Options{ParentOnly: true})
	ctx, _ := s.tracers.Tracer("test").Start(context.Background(), "request")
	cache := client.NewCache(s.client, client.CacheOptions{})
	for range 3 {
		await(t, cache.In(ctx).Exists("k"))
	}
	var reads []any
	for _, span := range s.recorded() {
		reads = append(reads, span.Attributes["resplay.cache"])
	}
	assert.Equal(t, []any{"miss", "hit", "hit"}, reads)
	assert.Equal(t, map[any]float64{true: 2, false: 1}, s.collected("resplay.client.cache.reads", "resplay.cache.hit"))
}

func TestStepsAreNoCommands(t *testing.T) {
	s := newScene(t, client.Options{}, otel.Options{Arguments: true})
	await(t, s.client.Lock("door", client.LockOptions{}))
	all := s.recorded()
	last := all[len(all)-1]
	assert.Equal(t, "lock", last.Name)
	assert.Equal(t, api.SpanKindInternal, last.Kind)
	assert.NotContains(t, last.Attributes, "db.query.text")
}
