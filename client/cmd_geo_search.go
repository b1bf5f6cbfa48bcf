//go:build !first

// Geo commands that find members by their places.

package client

import "resplay/resp"

// GeoQuery says which members to find: those within a radius, or a box,
// around a member or a place.
type GeoQuery struct {
	Member string   // around this member; "": around Center
	Center GeoPoint // counts without Member
	Radius float64  // 0: within the box
	Width  float64  // of the box, from west to east; counts without Radius
	Height float64  // of the box, from south to north; counts without Radius
	Unit   GeoUnit  // of all these, and of the distances found; "": metres
	Order  Order    // by distance; "": none, unless there is a Count
	Count  int64    // how many to find, the closest ones; 0: all
	Any    bool     // with Count: any instead of the closest ones
	GeoTell
}

// GeoTell says what to tell of each member found, besides its name.
type GeoTell struct {
	WithCoord bool // its place
	WithDist  bool // its distance
	WithHash  bool // its score in the sorted set
}

// GeoFound is a member found, with what was to be told of it.
type GeoFound struct {
	Name  string
	Dist  float64 // from the member or place of the query
	Hash  int64
	Point GeoPoint
}

// search returns the area and the limits as GEOSEARCH takes them.
func (q GeoQuery) search(args ...string) []string {
	if q.Member != "" {
		args = append(args, "FROMMEMBER", q.Member)
	} else {
		args = q.Center.args(append(args, "FROMLONLAT")...)
	}
	if q.Radius != 0 {
		args = append(args, "BYRADIUS", ftoa(q.Radius), q.Unit.word())
	} else {
		args = append(args, "BYBOX", ftoa(q.Width), ftoa(q.Height), q.Unit.word())
	}
	return q.limits(args)
}

func (q GeoQuery) limits(args []string) []string {
	if q.Order != "" {
		args = append(args, string(q.Order))
	}
	if q.Count != 0 {
		args = append(args, "COUNT", itoa(q.Count))
		if q.Any {
			args = append(args, "ANY")
		}
	}
	return args
}

func (t GeoTell) args(args []string) []string {
	if t.WithCoord {
		args = append(args, "WITHCOORD")
	}
	if t.WithDist {
		args = append(args, "WITHDIST")
	}
	if t.WithHash {
		args = append(args, "WITHHASH")
	}
	return args
}

// found reads a member, which is an array when there is anything to tell of
// it: name, distance, hash, place, in this order.
func (t GeoTell) found(v resp.Value) (f GeoFound, err error) {
	if t == (GeoTell{}) {
		f.Name, err = text(v)
		return f, err
	}
	n := 1
	for _, with := range []bool{t.WithDist, t.WithHash, t.WithCoord} {
		if with {
			n++
		}
	}
	parts, err := tuple(v, n, "a member and what to tell of it")
	if err != nil {
		return f, err
	}
	f.Name, parts = take(&err, parts[0], text), parts[1:]
	if t.WithDist {
		f.Dist, parts = take(&err, parts[0], float), parts[1:]
	}
	if t.WithHash {
		f.Hash, parts = take(&err, parts[0], integer), parts[1:]
	}
	if t.WithCoord {
		f.Point = take(&err, parts[0], point)
	}
	return f, err
}

// GeoSearch resolves with the members that q finds.
//
// Redis: https://redis.io/commands/geosearch/
func (c Commands) GeoSearch(key string, q GeoQuery) *Future[[]GeoFound] {
	return run(c, listOf(q.found), q.GeoTell.args(q.search("GEOSEARCH", key))...)
}

// GeoSearchStore stores the members that q finds as a sorted set, by their
// places, or with dist by their distances in q.Unit, and resolves with how
// many there are. What q wants to be told does not count.
//
// Redis: https://redis.io/commands/geosearchstore/
func (c Commands) GeoSearchStore(destination, source string, q GeoQuery, dist bool) *Future[int64] {
	args := q.search("GEOSEARCHSTORE", destination, source)
	if dist {
		args = append(args, "STOREDIST")
	}
	return run(c, integer, args...)
}

// aroundPlace and aroundMember return a query as GEORADIUS and its kin take it.
func (q GeoQuery) aroundPlace(command, key string) []string {
	args := q.Center.args(command, key)
	return q.limits(append(args, ftoa(q.Radius), q.Unit.word()))
}

func (q GeoQuery) aroundMember(command, key string) []string {
	return q.limits([]string{command, key, q.Member, ftoa(q.Radius), q.Unit.word()})
}

// storing appends where to store what is found, and with which scores.
func storing(args []string, destination string, dist bool) []string {
	if dist {
		return append(args, "STOREDIST", destination)
	}
	return append(args, "STORE", destination)
}

// GeoRadius is GeoSearch of old, within a radius around q.Center.
//
// Redis: https://redis.io/commands/georadius/
func (c Commands) GeoRadius(key string, q GeoQuery) *Future[[]GeoFound] {
	return run(c, listOf(q.found), q.GeoTell.args(q.aroundPlace("GEORADIUS", key))...)
}

// GeoRadiusRO is GeoRadius on a replica as well.
//
// Redis: https://redis.io/commands/georadius_ro/
func (c Commands) GeoRadiusRO(key string, q GeoQuery) *Future[[]GeoFound] {
	return run(c, listOf(q.found), q.GeoTell.args(q.aroundPlace("GEORADIUS_RO", key))...)
}

// GeoRadiusStore is GeoSearchStore of old, within a radius around q.Center.
//
// Redis: https://redis.io/commands/georadius/
func (c Commands) GeoRadiusStore(destination, source string, q GeoQuery, dist bool) *Future[int64] {
	return run(c, integer, storing(q.aroundPlace("GEORADIUS", source), destination, dist)...)
}

// GeoRadiusByMember is GeoSearch of old, within a radius around q.Member.
//
// Redis: https://redis.io/commands/georadiusbymember/
func (c Commands) GeoRadiusByMember(key string, q GeoQuery) *Future[[]GeoFound] {
	return run(c, listOf(q.found), q.GeoTell.args(q.aroundMember("GEORADIUSBYMEMBER", key))...)
}

// GeoRadiusByMemberRO is GeoRadiusByMember on a replica as well.
//
// Redis: https://redis.io/commands/georadiusbymember_ro/
func (c Commands) GeoRadiusByMemberRO(key string, q GeoQuery) *Future[[]GeoFound] {
	return run(c, listOf(q.found), q.GeoTell.args(q.aroundMember("GEORADIUSBYMEMBER_RO", key))...)
}

// GeoRadiusByMemberStore is GeoSearchStore of old, within a radius around q.Member.
//
// Redis: https://redis.io/commands/georadiusbymember/
func (c Commands) GeoRadiusByMemberStore(destination, source string, q GeoQuery, dist bool) *Future[int64] {
	return run(c, integer, storing(q.aroundMember("GEORADIUSBYMEMBER", source), destination, dist)...)
}
