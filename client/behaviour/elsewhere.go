// Rows that are not the Go client's.

package behaviour

// Elsewhere are the rows about which there is nothing to run here, and why.
var Elsewhere = map[string]string{
	"B1":  "old names of aioredis: Python's",
	"B6":  "a blocking client with the same names: Go has no second client, awaiting is the caller's choice; Python's",
	"B9":  "pools of one client given to another: the types of Go do not allow it; Python's",
	"C2":  "streams of asyncio without a client: Python's",
	"C31": "yield from in a coroutine: Python's",
	"D7":  "a pool handed to a web framework's routes: Python's; tutorial/cacheapi takes its client as an argument",
	"E4":  "futures of thread pools: Python's; a goroutine settles a client.Promise, see E3",
	"E5":  "blocking code in executors: Python's; a goroutine settles a client.Promise, see E3",
	"E6":  "blocking libraries beside asynchronous ones: Python's; goroutines run side by side",
	"E7":  "advice about mixing styles: there is nothing to run",
	"E8":  "coroutines given to asyncio.wait: Python's",
	"E9":  "the protocol of asynchronous iterators: Python's; B16 and B17 are the iterators of Go",
	"E12": "another event loop: Python's; client/tcp has one loop, and benchmarks",
	"E22": "handlers of a web framework: Python's; net/http runs handlers side by side",
	"E23": "clients of other services: an analogy, there is nothing to run",
}
