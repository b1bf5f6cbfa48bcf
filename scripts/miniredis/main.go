// Command miniredis is the Go test double of that name as a server of its own,
// for `make bench-server` to measure ours beside. It prints its port.
package main

import (
	"fmt"
	"log"
	"os"
	"os/signal"
	"syscall"

	"github.com/alicebob/miniredis/v2"
)

func main() {
	server := miniredis.NewMiniRedis()
	if err := server.StartAddr("127.0.0.1:0"); err != nil {
		log.Fatal("miniredis: ", err)
	}
	fmt.Println(server.Port())
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, os.Interrupt, syscall.SIGTERM)
	<-stop
	server.Close()
}
