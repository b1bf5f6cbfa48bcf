// What a program leaves behind.

package client_test

import (
	"fmt"
	"time"
)

// The simulated world tells which futures nobody settled, and, when asked to
// listen for them, which errors nobody looked at.
func Example_looseEnds() {
	c, w := world()

	c.BLPop(0, "jobs")
	w.Advance(time.Minute)

	fmt.Print(w.LooseEnds())
	// Output:
	// Not settled:
	//   future 1 (BLPOP jobs 0) of client 1, made at 0s: sent on connection 1, which is blocked until there is something in jobs
}
