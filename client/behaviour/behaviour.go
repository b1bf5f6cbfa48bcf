// Package behaviour is what programs may rely on in a client, one row after
// the other, each a function that runs in any world: in the simulated one, and
// over TCP beside a real redis-server. Rows wait for futures and for nothing
// else, so that a world on one goroutine can run them.
//
// The letters of a row's ID say what it is about: A, command methods; B, what
// programs that come from other clients expect; C, the connection; D, pools
// behind a service; E, futures, and how programs hold what they open.
package behaviour

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"resplay/client"
)

// Row is one thing that a client does.
type Row struct {
	ID   string
	Name string
	Run  func(t *testing.T, e *Env)
}

// Rows returns all rows, in the order of their IDs.
func Rows() []Row { return slices.Concat(rowsA, rowsB, rowsC, rowsD, rowsE) }

// Env is the world that a row runs in: a server with nothing in it, and time.
type Env struct {
	// New returns a client of the server, or of o.Addr if that is set, which
	// is closed when the row has ended. What between returns, unless it is
	// nil, is what the client dials with.
	New func(o client.Options, between func(client.Dialer) client.Dialer) *client.Client

	Refused string                // an address at which nobody listens
	Socket  string                // the server's Unix socket; "": it has none
	Sleep   func(d time.Duration) // lets time pass, and what happens in it
	Now     func() time.Duration  // since some instant; simulated time stands still while a program computes

	admin *client.Client
}

// open returns a client whose connections have a name.
func (e *Env) open(name string, o client.Options) *client.Client {
	o.ClientName = name
	return e.New(o, nil)
}

// other is a client of its own, which looks and disturbs.
func (e *Env) other() *client.Client {
	if e.admin == nil {
		e.admin = e.open("other", client.Options{})
	}
	return e.admin
}

// conns are the connections of a name that the server has.
func (e *Env) conns(t *testing.T, name string) (ids []int64) {
	t.Helper()
	for _, line := range await(t, e.other().ClientList(client.ClientListOptions{})) {
		if line["name"] == name {
			id, err := client.Int(bulk(line["id"]))
			require.NoError(t, err)
			ids = append(ids, id)
		}
	}
	return ids
}

// kill has the server close connections of a name, up to most of them.
func (e *Env) kill(t *testing.T, name string, most int) {
	t.Helper()
	ids := e.conns(t, name)
	for _, id := range ids[:min(most, len(ids))] {
		await(t, e.other().ClientKill(id))
	}
}

const ms = time.Millisecond

// patience is how long a row waits for what must come.
const patience = 8 * time.Second

// until waits for what must come to be.
func (e *Env) until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := e.Now() + patience; !ok(); {
		require.Less(t, e.Now(), end, "%s: it did not come", what)
		e.Sleep(ms)
	}
}

// took is how long fn takes.
func (e *Env) took(fn func()) time.Duration {
	began := e.Now()
	fn()
	return e.Now() - began
}

// try awaits a future, in good time.
func try[T any](f *client.Future[T]) (T, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	return f.Await(ctx)
}

// await awaits a future that must resolve.
func await[T any](t *testing.T, f *client.Future[T]) T {
	t.Helper()
	v, err := try(f)
	require.NoError(t, err)
	return v
}

// refused awaits a future that must be rejected, and returns its error.
func refused[T any](t *testing.T, f *client.Future[T]) error {
	t.Helper()
	_, err := try(f)
	require.Error(t, err)
	return err
}
