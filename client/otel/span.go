// Spans: what a call was, and what happened to it.

package otel

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
	"go.opentelemetry.io/otel/trace"

	"resplay/client"
	"resplay/resp"
)

// moment is something that happened to a call, and becomes an event of its span.
type moment struct {
	name       string
	at         time.Time
	attributes []attribute.KeyValue
}

func retried(at time.Time, attempt int, pause time.Duration, err error) moment {
	m := moment{name: "retry", at: at, attributes: []attribute.KeyValue{
		attribute.Int("resplay.retry.attempt", attempt), attribute.Float64("resplay.retry.pause", pause.Seconds()),
	}}
	if err != nil {
		m.attributes = append(m.attributes, semconv.ExceptionMessage(err.Error()))
	}
	return m
}

// secretive are commands whose lines are not recorded, since they may have a
// password in them.
var secretive = []string{"AUTH", "HELLO", "ACL", "CONFIG", "MIGRATE"}

// steps are what a client does that is no command.
var steps = []string{"acquire", "close", "lock", "pipeline", "promise", "readgroup", "subscribe", "transaction", "warm"}

// describe reads a command line, or the name of a step and what it is about.
func (c *call) describe(args []string, whole bool) {
	if len(args) == 0 {
		return
	}
	c.name, c.step = strings.ToUpper(args[0]), slices.Contains(steps, args[0])
	switch {
	case c.step:
		c.name = args[0]
		if c.name == "pipeline" {
			c.batch, _ = strconv.Atoi(args[1])
		}
	case whole && !slices.Contains(secretive, c.name):
		c.line = resp.JoinLine(args)
	}
}

// fault is what was wrong with a call. The zero value: nothing.
type fault struct {
	kind   string // for error.type
	status string // the word that a server's error begins with
}

// faultOf sorts an error. That there is no such key is none.
func faultOf(err error) fault {
	if err == nil || errors.Is(err, client.ErrNil) {
		return fault{}
	}
	if said, ok := errors.AsType[resp.Error](err); ok {
		return fault{kind: said.Code(), status: said.Code()}
	}
	return fault{kind: client.ErrorKind(err)}
}

func (f fault) attributes() []attribute.KeyValue {
	switch {
	case f.status != "":
		return []attribute.KeyValue{semconv.ErrorTypeKey.String(f.kind), semconv.DBResponseStatusCode(f.status)}
	case f.kind != "":
		return []attribute.KeyValue{semconv.ErrorTypeKey.String(f.kind)}
	}
	return nil
}

// span records a call that has ended.
func (h *hooks) span(c *call, end time.Time, f fault, err error) {
	if h.options.ParentOnly && !trace.SpanContextFromContext(c.ctx).IsValid() {
		return
	}
	kind := trace.SpanKindClient
	if c.step && c.name != "pipeline" && c.name != "transaction" {
		kind = trace.SpanKindInternal // waiting for a connection, for example
	}
	_, span := h.tracer.Start(c.ctx, c.name, trace.WithTimestamp(c.made), trace.WithSpanKind(kind),
		trace.WithAttributes(h.place(c.client).attributes...), trace.WithAttributes(semconv.DBOperationName(c.name)))
	defer span.End(trace.WithTimestamp(end))
	if !span.IsRecording() {
		return
	}
	span.SetAttributes(c.attributes()...)
	span.SetAttributes(f.attributes()...)
	for _, m := range c.moments {
		span.AddEvent(m.name, trace.WithTimestamp(m.at), trace.WithAttributes(m.attributes...))
	}
	if f.kind != "" {
		span.SetStatus(codes.Error, err.Error())
	}
}

func (c *call) attributes() (all []attribute.KeyValue) {
	if c.line != "" {
		all = append(all, semconv.DBQueryText(c.line))
	}
	if c.batch > 0 {
		all = append(all, semconv.DBOperationBatchSize(c.batch))
	}
	if c.cache != "" {
		all = append(all, attribute.String("resplay.cache", c.cache))
	}
	return all
}
