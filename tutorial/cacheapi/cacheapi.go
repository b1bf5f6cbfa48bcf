// Package cacheapi is the small web service of the lessons on pools: it keeps
// values in Redis over HTTP.
//
//	POST   /cache/{key}?value=...  stores a value
//	GET    /cache/{key}            reads it
//	DELETE /cache/{key}            removes it
//
// One pool serves all requests. It is opened when the service starts and
// closed when it stops: a pool for each request, as beginners like to write
// it, would connect anew each time.
package cacheapi

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"

	"resplay/client"
)

// Service answers requests out of Redis. It is an [http.Handler] for the
// paths under /cache/.
type Service struct {
	redis  *client.Client
	routes *http.ServeMux
}

// New returns a service over a client, which is the service's from now on.
func New(redis *client.Client) *Service {
	s := &Service{redis: redis, routes: http.NewServeMux()}
	s.routes.HandleFunc("POST /cache/{key}", s.store)
	s.routes.HandleFunc("GET /cache/{key}", s.read)
	s.routes.HandleFunc("DELETE /cache/{key}", s.remove)
	s.routes.HandleFunc("GET /", explain)
	return s
}

// Start opens the connections that the pool is to keep.
func (s *Service) Start(ctx context.Context) error {
	_, err := s.redis.Warm().Await(ctx)
	return err
}

// Stop closes the pool. Requests that come later are told so.
func (s *Service) Stop(ctx context.Context) error {
	_, err := s.redis.Close().Await(ctx)
	return err
}

// The answers, in the words of the tutorial that the service comes from.
type (
	stored struct {
		Message string `json:"message"`
		Key     string `json:"key"`
		Value   string `json:"value"`
	}
	found struct {
		Key   string `json:"key"`
		Value string `json:"value"`
	}
	message struct {
		Message string `json:"message"`
	}
	failure struct {
		Error string `json:"error"`
	}
)

var notFound = message{"Key not found"}

func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.routes.ServeHTTP(w, r)
}

func (s *Service) store(w http.ResponseWriter, r *http.Request) {
	key := r.PathValue("key")
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		answer(w, http.StatusBadRequest, failure{"the query cannot be read: " + err.Error() + "; write % as %25 and ; as %3B"})
		return
	}
	if !query.Has("value") {
		answer(w, http.StatusUnprocessableEntity, failure{"value is missing: POST /cache/{key}?value=..."})
		return
	}
	value := query.Get("value")
	if _, err := s.redis.Set(key, value).Await(r.Context()); err != nil {
		fail(w, err)
		return
	}
	answer(w, http.StatusOK, stored{"Data cached successfully", key, value})
}

func (s *Service) read(w http.ResponseWriter, r *http.Request) {
	key := r.PathValue("key")
	value, err := s.redis.Get(key).Await(r.Context())
	switch {
	case errors.Is(err, client.ErrNil):
		answer(w, http.StatusOK, notFound)
	case err != nil:
		fail(w, err)
	default:
		answer(w, http.StatusOK, found{key, value})
	}
}

func (s *Service) remove(w http.ResponseWriter, r *http.Request) {
	key := r.PathValue("key")
	removed, err := s.redis.Del(key).Await(r.Context())
	switch {
	case err != nil:
		fail(w, err)
	case removed == 0:
		answer(w, http.StatusOK, notFound)
	default:
		answer(w, http.StatusOK, message{"Data with key " + key + " deleted successfully"})
	}
}

// explain answers a path that is none of the service's.
func explain(w http.ResponseWriter, r *http.Request) {
	answer(w, http.StatusNotFound, failure{"there is no " + r.URL.Path +
		": POST /cache/{key}?value=... stores a value, GET /cache/{key} reads it, DELETE /cache/{key} removes it"})
}

// fail answers a request that Redis or the way to it failed.
func fail(w http.ResponseWriter, err error) {
	answer(w, http.StatusInternalServerError, failure{err.Error()})
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	encoder := json.NewEncoder(w)
	// This is no HTML: < stays as it is.
	encoder.SetEscapeHTML(false)
	// The only thing that can go wrong here is that the asker has left.
	_ = encoder.Encode(body)
}
