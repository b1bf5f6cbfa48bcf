//go:build !first

// Commands of places: members of a sorted set whose scores are geohashes.

package engine

import (
	"bytes"
	"strconv"
	"strings"

	"resplay/resp"
)

var geoCommands = []Command{
	{
		Name: "geoadd", Synopsis: "key [NX | XX] [CH] longitude latitude member [longitude latitude member ...]",
		Summary: "Adds members with their places to a geospatial index, or moves them.",
		Since:   "3.2.0", Group: "geo", Complexity: "O(log(N)) for each item added, where N is the number of elements in the sorted set.",
		Arity: -5, Flags: Write | DenyOOM | borrows,
		Keys: []KeySpec{{Access: "RW update"}},
		run:  cmdGeoadd,
	},
	{
		Name: "geopos", Synopsis: "key [member [member ...]]",
		Summary: "Returns longitude and latitude of members.",
		Since:   "3.2.0", Group: "geo", Complexity: "O(N) where N is the number of members requested.",
		Arity: -2, Flags: ReadOnly,
		Keys: []KeySpec{{Access: "RO access"}},
		run:  cmdGeopos,
	},
	{
		Name: "geodist", Synopsis: "key member1 member2 [M | KM | FT | MI]",
		Summary: "Returns how far two members are apart.",
		Since:   "3.2.0", Group: "geo", Complexity: "O(log(N))",
		Arity: -4, Flags: ReadOnly,
		Keys: []KeySpec{{Access: "RO access"}},
		run:  cmdGeodist,
	},
	{
		Name: "geohash", Synopsis: "key [member [member ...]]",
		Summary: "Returns the places of members as geohashes of eleven letters.",
		Since:   "3.2.0", Group: "geo", Complexity: "O(log(N)) for each member requested, where N is the number of elements in the sorted set.",
		Arity: -2, Flags: ReadOnly,
		Keys: []KeySpec{{Access: "RO access"}},
		run:  cmdGeohash,
	},
}

// place is the arguments at i and behind it as longitude and latitude.
func (c *call) place(i int) (p place, err error) {
	lon, okLon := parseScore(c.args[i])
	lat, okLat := parseScore(c.args[i+1])
	if !okLon || !okLat {
		return p, errNotFloat
	}
	if p = (place{lon, lat}); !p.onMap() {
		return p, resp.Error("ERR invalid longitude,latitude pair " + sixDigits(lon) + "," + sixDigits(lat))
	}
	return p, nil
}

// sixDigits is a number as C's %f prints it.
func sixDigits(f float64) string {
	return strings.TrimPrefix(lower(strconv.FormatFloat(f, 'f', 6, 64)), "+") // no +inf
}

// unit is the argument at i as a unit of length, in meters.
func (c *call) unit(i int) (float64, error) {
	switch c.keyword(i) {
	case "M":
		return 1, nil
	case "KM":
		return 1000, nil
	case "FT":
		return 0.3048, nil
	case "MI":
		return 1609.34, nil
	}
	return 0, errGeoUnit
}

// cmdGeoadd is ZADD of the places' scores, and is logged as that.
func cmdGeoadd(c *call) (resp.Value, error) {
	i, o := 2, zadd{}
	for i < len(c.args) && o.geoOption(c.keyword(i)) {
		i++
	}
	if (len(c.args)-i)%3 != 0 || o.nx && o.xx {
		return none, errSyntax
	}
	var room [4]float64
	scores := room[:0]
	var logged []string
	if c.engine.logging() {
		logged = append([]string{"ZADD"}, c.args[1:i]...)
	}
	for ; i < len(c.args); i += 3 {
		p, err := c.place(i)
		if err != nil {
			return none, err
		}
		scores = append(scores, float64(geoScore(p)))
		if logged != nil {
			logged = append(logged, formatInt(int64(geoScore(p))), c.args[i+2])
		}
	}
	if len(scores) == 0 {
		return none, errSyntax
	}
	c.logAs(logged...)
	return c.zaddScores(o, scores, 3)
}

// geoOption is option for what GEOADD takes of it.
func (o *zadd) geoOption(word string) bool {
	return (word == "NX" || word == "XX" || word == "CH") && o.option(word)
}

// eachPlace answers for each member from the third argument on.
func (c *call) eachPlace(missing resp.Value, reply func(place) resp.Value) (resp.Value, error) {
	z, err := read[*zset](c, c.args[1])
	if err != nil {
		return none, err
	}
	list := c.elems(len(c.args) - 2)
	for i, member := range c.args[2:] {
		list[i] = missing
		if score, found := z.score(member); found {
			list[i] = reply(placeOf(score))
		}
	}
	return resp.Array(list...), nil
}

func cmdGeopos(c *call) (resp.Value, error) {
	return c.eachPlace(resp.NullArray(), c.coordinates)
}

func cmdGeohash(c *call) (resp.Value, error) {
	return c.eachPlace(resp.Null(), func(p place) resp.Value { return resp.Bulk(geohashText(p)) })
}

// coordinates is a place as a reply.
func (c *call) coordinates(p place) resp.Value {
	pair := c.elems(2)
	pair[0], pair[1] = c.coordinate(p.lon), c.coordinate(p.lat)
	return resp.Array(pair...)
}

// coordinate is a number with up to 17 digits behind the point. RESP3 clients
// get the same digits, though as a number.
func (c *call) coordinate(f float64) resp.Value {
	var room [32]byte
	text := bytes.TrimRight(strconv.AppendFloat(room[:0], f, 'f', 17, 64), "0")
	if text = bytes.TrimSuffix(text, []byte(".")); string(text) == "-0" {
		text = text[1:]
	}
	if c.conn.protocol == 3 {
		f, _ = parseFloat(string(text))
		return resp.Value{Kind: resp.KindDouble, Float: f, Str: c.told(text)}
	}
	return resp.Bulk(c.told(text))
}

func cmdGeodist(c *call) (resp.Value, error) {
	unit, err := 1.0, error(nil)
	switch {
	case len(c.args) > 5:
		err = errSyntax
	case len(c.args) == 5:
		unit, err = c.unit(4)
	}
	if err != nil {
		return none, err
	}
	z, err := read[*zset](c, c.args[1])
	if err != nil {
		return none, err
	}
	a, foundA := z.score(c.args[2])
	b, foundB := z.score(c.args[3])
	if !foundA || !foundB {
		return resp.Null(), nil
	}
	from := placeOf(a)
	away := newLength(from, placeOf(b))
	return c.distanceReply(from, &away, unit), nil
}

// distanceReply is a distance with four digits behind the point.
func (c *call) distanceReply(from place, away *length, unit float64) resp.Value {
	n := away.digits(from, unit)
	var room [24]byte
	text := strconv.AppendInt(room[:0], n/10000, 10)
	text = append(text, '.', byte('0'+n/1000%10), byte('0'+n/100%10), byte('0'+n/10%10), byte('0'+n%10))
	return resp.Bulk(c.told(text))
}
