// Examples of calling commands: typed methods with options, any command with a
// decoder, arguments of other types.

package client_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"resplay/client"
	"resplay/resp"
)

// Do sends any command. Its reply is a value as the server sent it, which a
// decoder reads.
func ExampleCommands_Do() {
	c, _ := world()
	ctx := context.Background()

	reply, err := c.Do("SET", "greeting", "hello", "GET").Await(ctx)
	fmt.Println(reply.IsNull(), err)

	reply, _ = c.Do("GET", "greeting").Await(ctx)
	fmt.Println(client.Text(reply))

	_, err = c.Do("FROBNICATE").Await(ctx)
	fmt.Println(err)
	// Output:
	// true <nil>
	// hello <nil>
	// ERR unknown command 'FROBNICATE', with args beginning with:
}

// Call calls any command, and reads its reply with the decoder it is given.
// What a decoder refuses is the error of that future, and of no other.
func ExampleCall() {
	c, _ := world()
	ctx := context.Background()

	c.Set("picture", "\x89PNG")
	asText := client.Call(c, client.Text, "GET", "picture")
	asBytes := client.Call(c, client.Bytes, "GET", "picture")

	_, err := asText.Await(ctx)
	picture, _ := asBytes.Await(ctx)
	fmt.Println(err)
	fmt.Println(picture)
	// Output:
	// want UTF-8, the reply is "\x89PNG"
	// [137 80 78 71]
}

// A decoder is a function: this one makes a struct of a hash.
func ExampleCall_decoder() {
	type point struct{ x, y float64 }
	decode := func(v resp.Value) (p point, err error) {
		both, err := client.ListOf(client.Float)(v)
		if err != nil || len(both) != 2 {
			return p, errors.New("no point")
		}
		return point{both[0], both[1]}, nil
	}
	c, _ := world()
	c.HSet("car", "x", "1.5", "y", "-3")
	fmt.Println(client.Call(c, decode, "HMGET", "car", "x", "y").Await(context.Background()))
	// Output: {1.5 -3} <nil>
}

// Arguments of other types than string, and one that means nothing to Redis.
func ExampleCommands_DoArgs() {
	c, _ := world()
	ctx := context.Background()

	c.DoArgs("SET", "pi", 3.14159)
	reply, _ := c.DoArgs("SETRANGE", "pi", 4, []byte("2")).Await(ctx)
	_, err := c.DoArgs("EXPIRE", "pi", time.Minute).Await(ctx)

	fmt.Println(reply.Int)
	fmt.Println(err, errors.Is(err, client.ErrUsage))
	// Output:
	// 7
	// argument 2 is time.Duration: want a string, []byte, an integer or a float true
}

// SET with options: a lock is a key that is set only if it is missing, and
// goes away by itself.
func ExampleCommands_SetWith() {
	c, w := world()
	ctx := context.Background()

	lock := client.SetOptions{NX: true, TTL: 5 * time.Second}
	first, _ := c.SetWith("lock", "ann", lock).Await(ctx)
	second, _ := c.SetWith("lock", "bob", lock).Await(ctx)
	w.Advance(5 * time.Second)
	third, _ := c.SetWith("lock", "bob", lock).Await(ctx)

	fmt.Println(first, second, third)
	// Output: true false true
}

// Fields of a hash have lives of their own.
func ExampleCommands_HExpire() {
	c, _ := world()
	ctx := context.Background()

	c.HSet("session", "user", "ann", "code", "1234")
	became, _ := c.HExpire("session", time.Minute, "code", "cookie").Await(ctx)
	left, _ := c.HTTL("session", "user", "code").Await(ctx)

	fmt.Println(became[0] == client.FieldSet, became[1] == client.FieldMissing)
	fmt.Println(left[0] == client.NoExpiry, left[1])
	// Output:
	// true true
	// true 1m0s
}

// Many small counters in one string, which stop at their limit.
func ExampleCommands_BitField() {
	c, _ := world()

	add := client.BitFieldOp{Verb: client.BitFieldIncrBy, Type: "u4", Offset: 2, Nth: true, Value: 9, Overflow: client.OverflowSaturate}
	read := client.BitFieldOp{Verb: client.BitFieldGet, Type: "u4", Offset: 2, Nth: true}

	fmt.Println(c.BitField("counters", add, add, read).Await(context.Background()))
	// Output: [{9 true} {15 true} {15 true}] <nil>
}

// What is within 200 km of a place, the closest first.
func ExampleCommands_GeoSearch() {
	c, _ := world()
	ctx := context.Background()

	c.GeoAdd("sicily", client.GeoMember{Name: "Palermo", GeoPoint: client.GeoPoint{Longitude: 13.36, Latitude: 38.12}},
		client.GeoMember{Name: "Catania", GeoPoint: client.GeoPoint{Longitude: 15.09, Latitude: 37.5}})
	q := client.GeoQuery{Center: client.GeoPoint{Longitude: 15, Latitude: 37}, Radius: 200, Unit: client.Kilometers, Order: client.Ascending}
	q.WithDist = true

	found, err := c.GeoSearch("sicily", q).Await(ctx)
	for _, place := range found {
		fmt.Printf("%s %.0f km\n", place.Name, place.Dist)
	}
	fmt.Println(err)
	// Output:
	// Catania 56 km
	// Palermo 191 km
	// <nil>
}

// Elements of a list by what keys say of them.
func ExampleCommands_Sort() {
	c, _ := world()
	ctx := context.Background()

	c.RPush("players", "1", "2", "3")
	c.MSet("score_1", "50", "score_2", "90", "score_3", "70", "name_1", "ann", "name_2", "bob")
	names, _ := c.Sort("players", client.SortOptions{By: "score_*", Get: []string{"name_*"}, Order: client.Descending}).Await(ctx)

	fmt.Println(names)
	// Output: [{bob true} { false} {ann true}]
}

// A script runs on the server, in one piece: nobody comes in between.
func ExampleCommands_Eval() {
	c, _ := world()

	script := `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`
	c.Set("lock", "ann")
	bob := c.Eval(script, []string{"lock"}, "bob")
	ann := c.Eval(script, []string{"lock"}, "ann")

	for _, deleted := range []*client.Future[resp.Value]{bob, ann} {
		v, err := deleted.Await(context.Background())
		fmt.Println(v.Int, err)
	}
	// Output:
	// 0 <nil>
	// 1 <nil>
}
