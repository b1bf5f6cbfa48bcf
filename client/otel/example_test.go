// How a program that has set up OpenTelemetry uses it with the client.

package otel_test

import (
	"context"
	"fmt"

	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"resplay/client"
	"resplay/client/otel"
	"resplay/sim"
)

// A program gives the hooks to the options of its client, and makes calls in
// the context of a request. This one looks at its spans; others export them.
func Example() {
	recorder := tracetest.NewSpanRecorder()
	tracers := trace.NewTracerProvider(trace.WithSpanProcessor(recorder))
	hooks, err := otel.New(otel.Options{Tracers: tracers})
	c := sim.New(sim.Options{}).Client(client.Options{Hooks: hooks})

	ctx, request := tracers.Tracer("program").Start(context.Background(), "GET /cache/greeting")
	c.In(ctx).Set("greeting", "hello").Await(ctx)
	request.End()

	for _, span := range recorder.Ended() {
		fmt.Println(span.Name(), span.SpanContext().TraceID() == request.SpanContext().TraceID())
	}
	fmt.Println(err)
	// Output:
	// SET true
	// GET /cache/greeting true
	// <nil>
}
