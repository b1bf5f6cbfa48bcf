// Client-side caching.

package client_test

import (
	"context"
	"fmt"
	"time"

	"resplay/client"
)

// A cache answers reads from memory, until the server says that their keys
// have changed.
func ExampleCache() {
	c, w := world()
	ctx := context.Background()
	cache := client.NewCache(c, client.CacheOptions{MaxEntries: 1000})
	read := func() {
		began := w.Elapsed()
		price, _ := cache.Get("price").Await(ctx)
		fmt.Println(price, "after", w.Elapsed()-began)
	}

	c.Set("price", "10").Await(ctx)
	read()                          // asks, and the server remembers who asked
	read()                          // from memory
	c.Set("price", "12").Await(ctx) // past the cache, as another client would
	w.Advance(time.Millisecond)     // the server has told the cache
	read()
	fmt.Println(cache.Stats().Hits, "hit,", cache.Stats().Invalidations, "invalidation")
	// Output:
	// 10 after 40ms
	// 10 after 0s
	// 12 after 10ms
	// 1 hit, 1 invalidation
}
