// How the service is run, and what it answers.

package cacheapi_test

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"os/signal"

	"resplay/client"
	"resplay/client/tcp"
	"resplay/sim"
	"resplay/tutorial/cacheapi"
)

// A program opens the pool when it starts and closes it when it stops:
// requests borrow connections, and never make their own.
func Example() {
	redis, err := tcp.Open("redis://localhost:6379/0?mode=percall&min=10&max=50&wait=-1")
	if err != nil {
		log.Fatal(err)
	}
	service := cacheapi.New(redis)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := service.Start(ctx); err != nil {
		log.Fatal(err)
	}
	server := &http.Server{Addr: "127.0.0.1:8000", Handler: service}
	go server.ListenAndServe()
	<-ctx.Done()
	server.Shutdown(context.Background()) // no request is under way any more
	service.Stop(context.Background())
}

// The same handler answers over a simulated world, without a server.
func ExampleService() {
	world := sim.New(sim.Options{})
	service := cacheapi.New(world.Client(client.Options{Mode: client.PerCall, Pool: client.Pool{Min: 10, Max: 50, Wait: -1}}))
	service.Start(context.Background())
	defer service.Stop(context.Background())

	for _, request := range []string{"GET", "POST", "GET", "DELETE"} {
		w := httptest.NewRecorder()
		service.ServeHTTP(w, httptest.NewRequest(request, "/cache/greeting?value=hello", nil))
		fmt.Print(request, " ", w.Body)
	}
	// Output:
	// GET {"message":"Key not found"}
	// POST {"message":"Data cached successfully","key":"greeting","value":"hello"}
	// GET {"key":"greeting","value":"hello"}
	// DELETE {"message":"Data with key greeting deleted successfully"}
}
