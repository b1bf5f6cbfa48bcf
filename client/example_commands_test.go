// Examples of the command methods.

package client_test

import (
	"context"
	"fmt"
	"slices"

	"resplay/client"
)

// A leaderboard: scores sort the members, and ranks count from the best.
func ExampleCommands_ZAdd() {
	c, _ := world()
	ctx := context.Background()

	c.ZAdd("board", client.Scored{Member: "ann", Score: 120}, client.Scored{Member: "bob", Score: 95})
	c.ZIncrBy("board", 40, "bob")
	best := c.ZRangeByWithScores("board", client.ByRank(0, 9).Rev())
	rank, _ := c.ZRevRank("board", "ann").Await(ctx)

	scores, err := best.Await(ctx)
	fmt.Println(scores, err, rank)
	// Output: [{bob 135} {ann 120}] <nil> 1
}

// ZADD with options: only better scores count, and the reply counts changes.
func ExampleCommands_ZAddWith() {
	c, _ := world()
	ctx := context.Background()

	c.ZAdd("best", client.Scored{Member: "ann", Score: 120})
	better := client.ZAddOptions{GT: true, CH: true}
	no, _ := c.ZAddWith("best", better, client.Scored{Member: "ann", Score: 100}).Await(ctx)
	yes, _ := c.ZAddWith("best", better, client.Scored{Member: "ann", Score: 140}).Await(ctx)

	fmt.Println(no, yes)
	// Output: 0 1
}

// A range of scores: above 10, at most two of them.
func ExampleCommands_ZRangeBy() {
	c, _ := world()

	c.ZAdd("prices", client.Scored{Member: "tea", Score: 10}, client.Scored{Member: "cake", Score: 12}, client.Scored{Member: "lunch", Score: 25})
	dearer := client.ByScore(client.ExclusiveScore(10), client.MaxScore).Limit(0, 2)

	fmt.Println(c.ZRangeBy("prices", dearer).Await(context.Background()))
	// Output: [cake lunch] <nil>
}

// Members of one score are in the order of their bytes: a dictionary.
func ExampleByLex() {
	c, _ := world()
	ctx := context.Background()

	for _, word := range []string{"apple", "banana", "blueberry", "cherry"} {
		c.ZAdd("words", client.Scored{Member: word})
	}
	fmt.Println(c.ZRangeBy("words", client.ByLex("[b", "(c")).Await(ctx))
	fmt.Println(c.ZRangeBy("words", client.ByLex(client.MinLex, client.Lex("banana")).Rev()).Await(ctx))
	// Output:
	// [banana blueberry] <nil>
	// [banana apple] <nil>
}

// A stream keeps what was added to it, in order.
func ExampleCommands_XAdd() {
	c, _ := world()
	ctx := context.Background()

	last := client.XAddOptions{ID: "1-*", Trim: client.MaxLen(2)}
	for _, place := range []string{"kitchen", "cellar", "attic"} {
		c.XAddWith("temperatures", last, "place", place, "celsius", "19")
	}
	messages, _ := c.XRange("temperatures", "-", "+").Await(ctx)
	for _, m := range messages {
		fmt.Println(m.ID, m.Fields)
	}
	// Output:
	// 1-1 [{place cellar} {celsius 19}]
	// 1-2 [{place attic} {celsius 19}]
}

// A group shares out the messages of a stream among its consumers.
func ExampleCommands_XReadGroup() {
	c, _ := world()
	ctx := context.Background()

	c.XGroupCreate("jobs", "workers", "$", client.XGroupOptions{MkStream: true})
	c.XAddWith("jobs", client.XAddOptions{ID: "1-1"}, "do", "mail")
	reads, _ := c.XReadGroup("workers", "ann", client.XReadOptions{Count: 1}, "jobs", ">").Await(ctx)
	pending, _ := c.XPending("jobs", "workers").Await(ctx)
	done, _ := c.XAck("jobs", "workers", reads[0].Messages[0].ID).Await(ctx)

	fmt.Println(reads[0].Key, reads[0].Messages, pending.Consumers, done)
	// Output: jobs [{1-1 [{do mail}]}] [{ann 1}] 1
}

// A loop over keys awaits page after page.
func ExampleIterators_ScanAll() {
	c, _ := world()

	c.MSet("user:1", "ann", "user:2", "bob", "visits", "7")
	var users []string
	for key, err := range c.ScanAll(context.Background(), client.ScanOptions{Match: "user:*"}) {
		if err != nil {
			fmt.Println("after", len(users), "users:", err)
			break
		}
		users = append(users, key)
	}
	slices.Sort(users) // a scan has no order
	fmt.Println(users)
	// Output: [user:1 user:2]
}

// A loop over a long stream, too, which takes two pages here.
func ExampleIterators_XRangeAll() {
	c, _ := world()

	for _, n := range []string{"1", "2", "3"} {
		c.XAddWith("s", client.XAddOptions{ID: "0-" + n}, "n", n)
	}
	for m, err := range c.XRangeAll(context.Background(), "s", "-", "+", 2) {
		fmt.Println(m.ID, err)
	}
	// Output:
	// 0-1 <nil>
	// 0-2 <nil>
	// 0-3 <nil>
}

// A queue: in at the tail, out at the head, and onto a list of what is being
// done, so that nothing is lost with a worker.
func ExampleCommands_LMove() {
	c, _ := world()
	ctx := context.Background()

	c.RPush("queue", "mail", "print")
	job, _ := c.LMove("queue", "doing", client.Left, client.Right).Await(ctx)
	waiting, _ := c.LRange("queue", 0, -1).Await(ctx)
	c.LRem("doing", 1, job) // it is done
	doing, _ := c.LLen("doing").Await(ctx)

	fmt.Println(job, waiting, doing)
	// Output: mail [print] 0
}

// Sets know what they have in common.
func ExampleCommands_SInter() {
	c, _ := world()
	ctx := context.Background()

	c.SAdd("ann", "1", "2", "3")
	c.SAdd("bob", "2", "3", "4")
	both := c.SInter("ann", "bob")
	onlyAnn := c.SDiff("ann", "bob")
	either := c.SUnionStore("either", "ann", "bob")

	fmt.Println(both.Await(ctx))
	fmt.Println(onlyAnn.Await(ctx))
	fmt.Println(either.Await(ctx))
	// Output:
	// [2 3] <nil>
	// [1] <nil>
	// 4 <nil>
}

// A call that waits on the server holds up no other call.
func ExampleCommands_BLPop() {
	c, w := world()
	ctx := context.Background()

	job := c.BLPop(0, "jobs")
	fmt.Println(c.Incr("visits").Await(ctx))
	fmt.Println(job.Done(), w.Elapsed())
	c.RPush("jobs", "mail")
	fmt.Println(job.Await(ctx))
	// Output:
	// 1 <nil>
	// false 30ms
	// {jobs mail} <nil>
}
