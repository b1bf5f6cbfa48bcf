// Command edge is the cache service as a Cloudflare worker, with the engine
// that holds its keys inside the worker.
//
// Built for anything else than js/wasm it serves the same on the port that
// the variable PORT names, for looking at it in a debugger.
package main

import (
	"context"
	"log"
	"time"

	"github.com/syumai/workers"

	"resplay/client"
	"resplay/client/tcp"
	"resplay/engine"
	"resplay/tutorial/cacheapi"
)

// defaultMemory is what the keys may take together, in bytes, unless the
// binding MAX_MEMORY says otherwise: a worker has 128 MB for everything.
const defaultMemory = 64 << 20

func main() {
	memory, err := maxMemory(getenv("MAX_MEMORY"))
	if err != nil {
		log.Fatal(err)
	}
	service := cacheapi.New(connect(engine.New(engine.Options{
		Now:       time.Now(),
		MaxMemory: memory,
	})))
	if err := service.Start(context.Background()); err != nil {
		log.Fatal(err)
	}
	workers.Serve(whole(service))
}

// connect returns a client of an engine in the same memory. The pool is the
// one of the lesson, though nothing is saved by it here.
func connect(e *engine.Engine) *client.Client {
	loop := tcp.NewLoop()
	return client.New(client.Options{
		Mode:      client.PerCall,
		Pool:      client.Pool{Min: 1, Max: 10, Wait: -1},
		Scheduler: loop,
		Dialer:    &joint{loop, e},
	})
}
