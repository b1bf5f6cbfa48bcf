// Requests to the cache service, over a client and an engine in virtual time.

package cacheapi

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"resplay/client"
	"resplay/engine"
	"resplay/sim"
)

// pool is the one of the tutorial that the service comes from.
var pool = client.Pool{Min: 10, Max: 50, Wait: -1}

// start returns a service that has started, and its world.
func start(t *testing.T, o engine.Options) (*Service, *sim.World) {
	t.Helper()
	world := sim.New(sim.Options{Engine: o})
	s := New(world.Client(client.Options{Mode: client.PerCall, Pool: pool}))
	require.NoError(t, s.Start(t.Context()))
	return s, world
}

// answerTo is the status and body that a request gets.
func answerTo(s *Service, method, path string) (status int, body string) {
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest(method, path, nil))
	return w.Code, strings.TrimSuffix(w.Body.String(), "\n")
}

func TestService(t *testing.T) {
	s, world := start(t, engine.Options{})
	admin := world.Client(client.Options{})
	_, err := admin.Do("LPUSH", "list", "x").Await(t.Context())
	require.NoError(t, err)

	const missing = `{"message":"Key not found"}`
	type exchange struct {
		method, path string
		status       int
		body         string
	}
	tests := []exchange{
		{"GET", "/cache/greeting", 200, missing},
		{"POST", "/cache/greeting?value=hello", 200, `{"message":"Data cached successfully","key":"greeting","value":"hello"}`},
		{"GET", "/cache/greeting", 200, `{"key":"greeting","value":"hello"}`},
		{"POST", "/cache/greeting?value=", 200, `{"message":"Data cached successfully","key":"greeting","value":""}`},
		{"GET", "/cache/greeting", 200, `{"key":"greeting","value":""}`},
		{"DELETE", "/cache/greeting", 200, `{"message":"Data with key greeting deleted successfully"}`},
		{"DELETE", "/cache/greeting", 200, missing},
		{"POST", "/cache/a%2Fb%20c?value=%3Ctag%3E+%C3%BC", 200, `{"message":"Data cached successfully","key":"a/b c","value":"<tag> ü"}`},
		{"GET", "/cache/a%2Fb%20c", 200, `{"key":"a/b c","value":"<tag> ü"}`},
		{"POST", "/cache/greeting", 422, `{"error":"value is missing: POST /cache/{key}?value=..."}`},
		{"GET", "/cache/list", 500, `{"error":"WRONGTYPE Operation against a key holding the wrong kind of value"}`},
		{"PUT", "/cache/greeting?value=x", 405, "Method Not Allowed"},
		{"GET", "/cache/", 404, `{"error":"there is no /cache/: POST /cache/{key}?value=... stores a value, GET /cache/{key} reads it, DELETE /cache/{key} removes it"}`},
		{"POST", "/cache/greeting?value=%zz", 400, `{"error":"the query cannot be read: invalid URL escape \"%zz\"; write % as %25 and ; as %3B"}`},
	}
	for _, want := range tests {
		got := want
		got.status, got.body = answerTo(s, want.method, want.path)
		assert.Equal(t, want, got)
	}
}

// TestOnePool shows that requests share the connections that were opened at
// the start, and that none is left at the end.
func TestOnePool(t *testing.T) {
	s, world := start(t, engine.Options{})
	for range 100 {
		status, _ := answerTo(s, "POST", "/cache/greeting?value=hello")
		require.Equal(t, http.StatusOK, status)
	}
	require.NoError(t, s.Stop(t.Context()))
	for world.Step() {
		// The engine hears of the closed connections.
	}
	events, _ := world.Trace().Since(0)
	opened, closed := 0, 0
	for _, event := range events {
		switch event.Kind {
		case sim.ConnOpened:
			opened++
		case sim.ConnClosed:
			closed++
		}
	}
	assert.Equal(t, pool.Min, opened)
	assert.Equal(t, opened, closed)

	status, body := answerTo(s, "GET", "/cache/greeting")
	assert.Equal(t, http.StatusInternalServerError, status)
	assert.Equal(t, `{"error":"the client was closed"}`, body)
}

// TestNoEngine starts the service where nobody listens.
func TestNoEngine(t *testing.T) {
	world := sim.New(sim.Options{})
	s := New(world.Client(client.Options{Addr: "localhost:7"}))
	assert.ErrorIs(t, s.Start(t.Context()), client.ErrClosed)
	status, body := answerTo(s, "GET", "/cache/greeting")
	assert.Equal(t, http.StatusInternalServerError, status)
	assert.Contains(t, body, "localhost:7")
}
