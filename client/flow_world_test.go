// What the tests on the simulated world, with the real engine, have in common.

package client_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"resplay/client"
	"resplay/resp"
	"resplay/sim"
)

const ms = time.Millisecond

// realm is a simulated world under test.
type realm struct {
	*sim.World
	seen int // events of the trace that executed has returned already
}

func newRealm(seed uint64) *realm {
	return &realm{World: sim.New(sim.Options{Seed: seed, Link: sim.Link{Latency: 2 * ms}})}
}

// client returns a client of the realm, RESP3 unless o says otherwise.
func (r *realm) client(o client.Options) *client.Client {
	if o.Protocol == 0 {
		o.Protocol = 3
	}
	return r.World.Client(o)
}

// executed returns the command lines that the engine has executed since the
// last call, the handshakes left out.
func (r *realm) executed() (lines []string) {
	events, _ := r.Trace().Since(r.seen)
	r.seen = r.Trace().Next()
	for _, e := range events {
		if e.Kind == sim.Executed && e.Name != "HELLO" {
			lines = append(lines, e.Text)
		}
	}
	return lines
}

// names are the first words of command lines.
func names(lines []string) string {
	var first []string
	for _, line := range lines {
		name, _, _ := strings.Cut(line, " ")
		first = append(first, name)
	}
	return strings.Join(first, " ")
}

// await is Await that must succeed.
func await[T any](t testing.TB, f *client.Future[T]) T {
	t.Helper()
	v, err := f.Await(context.Background())
	require.NoError(t, err, "%s", f)
	return v
}

// refused is Await that must fail.
func refused[T any](t testing.TB, f *client.Future[T]) error {
	t.Helper()
	_, err := f.Await(context.Background())
	require.Error(t, err, "%s", f)
	return err
}

// do calls a command that must succeed.
func do(t testing.TB, c client.Caller, args ...string) resp.Value {
	t.Helper()
	return await(t, client.Call(c, client.AsIs, args...))
}
