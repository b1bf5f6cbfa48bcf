//go:build !first

// Commands that search an area for members: GEOSEARCH, and GEORADIUS of old.

package engine

import (
	"sort"

	"resplay/resp"
)

const (
	searchCosts = "O(N+log(M)) where N is the number of elements in the grid-aligned bounding box area around the shape provided as the filter " +
		"and M is the number of items inside the shape"
	radiusCosts = "O(N+log(M)) where N is the number of elements inside the bounding box of the circular area delimited by center and radius " +
		"and M is the number of items inside the index."

	searchFrom  = "<FROMMEMBER member | FROMLONLAT longitude latitude> <BYRADIUS radius <M | KM | FT | MI> | BYBOX width height <M | KM | FT | MI>>"
	searchOrder = " [ASC | DESC] [COUNT count [ANY]]"
	radiusShape = " radius <M | KM | FT | MI> [WITHCOORD] [WITHDIST] [WITHHASH] [COUNT count [ANY]] [ASC | DESC]"
	radiusStore = " [STORE key | STOREDIST key]"
)

var geoSearchCommands = []Command{
	{
		Name: "geosearch", Synopsis: "key " + searchFrom + searchOrder + " [WITHCOORD] [WITHDIST] [WITHHASH]",
		Summary: "Finds the members inside a circle or a box.",
		Since:   "6.2.0", Group: "geo", Complexity: searchCosts,
		Arity: -7, Flags: ReadOnly,
		Keys: []KeySpec{{Access: "RO access"}},
		run:  cmdGeosearch,
	},
	{
		Name: "geosearchstore", Synopsis: "destination source " + searchFrom + searchOrder + " [STOREDIST]",
		Summary: "Stores the members inside a circle or a box and returns how many.",
		Since:   "6.2.0", Group: "geo", Complexity: searchCosts,
		Arity: -8, Flags: Write | DenyOOM,
		Keys: []KeySpec{{Access: "OW update"}, {Access: "RO access", Begin: 2}},
		run:  cmdGeosearchstore,
	},
	{
		Name: "georadius", Synopsis: "key longitude latitude" + radiusShape + radiusStore,
		Summary: "Finds the members inside a circle around a place, and may store them.",
		Since:   "3.2.0", Group: "geo", Complexity: radiusCosts,
		Arity: -6, Flags: Write | DenyOOM | MovableKeys,
		Keys: []KeySpec{{Access: "RO access"}, {Access: "OW update", Begin: 6, Keyword: "STORE"}, {Access: "OW update", Begin: 6, Keyword: "STOREDIST"}},
		run:  cmdGeoradius,
	},
	{
		Name: "georadius_ro", Synopsis: "key longitude latitude" + radiusShape,
		Summary: "Finds the members inside a circle around a place.",
		Since:   "3.2.10", Group: "geo", Complexity: radiusCosts,
		Arity: -6, Flags: ReadOnly,
		Keys: []KeySpec{{Access: "RO access"}},
		run:  cmdGeoradius,
	},
	{
		Name: "georadiusbymember", Synopsis: "key member" + radiusShape + radiusStore,
		Summary: "Finds the members inside a circle around a member, and may store them.",
		Since:   "3.2.0", Group: "geo", Complexity: radiusCosts,
		Arity: -5, Flags: Write | DenyOOM | MovableKeys,
		Keys: []KeySpec{{Access: "RO access"}, {Access: "OW update", Begin: 5, Keyword: "STORE"}, {Access: "OW update", Begin: 5, Keyword: "STOREDIST"}},
		run:  cmdGeoradiusbymember,
	},
	{
		Name: "georadiusbymember_ro", Synopsis: "key member" + radiusShape,
		Summary: "Finds the members inside a circle around a member.",
		Since:   "3.2.10", Group: "geo", Complexity: radiusCosts,
		Arity: -5, Flags: ReadOnly,
		Keys: []KeySpec{{Access: "RO access"}},
		run:  cmdGeoradiusbymember,
	},
}

// geoSearch is what the commands are asked for.
type geoSearch struct {
	source *zset // nil: there is no such key
	shape  geoShape
	geoOptions
}

func cmdGeosearch(c *call) (resp.Value, error) { return c.geoSearch(1, 2, "") }

func cmdGeosearchstore(c *call) (resp.Value, error) { return c.geoSearch(2, 3, "geosearchstore") }

// geoSearch is GEOSEARCH with the key at source and options from some
// argument on; event says what it stores, if it does.
func (c *call) geoSearch(source, options int, event string) (resp.Value, error) {
	z, err := read[*zset](c, c.args[source])
	if err != nil {
		return none, err
	}
	s := &geoSearch{source: z}
	s.search, s.event = true, event
	if event != "" {
		s.store, s.storing = c.args[1], true
	}
	if err := c.geoOptions(s, options); err != nil {
		return none, err
	}
	return c.answerGeoSearch(s)
}

func cmdGeoradius(c *call) (resp.Value, error) {
	z, err := read[*zset](c, c.args[1])
	if err != nil {
		return none, err
	}
	s := &geoSearch{source: z}
	if s.shape.center, err = c.place(2); err != nil {
		return none, err
	}
	if err := c.circle(s, 4); err != nil {
		return none, err
	}
	return c.geoRadius(s, 6)
}

func cmdGeoradiusbymember(c *call) (resp.Value, error) {
	z, err := read[*zset](c, c.args[1])
	if err != nil {
		return none, err
	}
	s := &geoSearch{source: z}
	if z != nil { // else only what decides between reply and reply is read
		if err := c.aroundMember(s, 2); err != nil {
			return none, err
		}
		if err := c.circle(s, 3); err != nil {
			return none, err
		}
	}
	return c.geoRadius(s, 5)
}

// geoRadius is the rest of both, with options from some argument on.
func (c *call) geoRadius(s *geoSearch, options int) (resp.Value, error) {
	s.event, s.mayStore = "georadiusstore", c.cmd.Flags&Write != 0
	if err := c.geoOptions(s, options); err != nil {
		return none, err
	}
	return c.answerGeoSearch(s)
}

// answerGeoSearch runs a search and replies or stores what it finds.
func (c *call) answerGeoSearch(s *geoSearch) (resp.Value, error) {
	var found []geoPoint
	if s.source != nil {
		found = s.find()
	}
	if s.storing {
		return c.storeGeoSearch(s, found), nil
	}
	list := c.elems(len(found))
	for i := range found {
		list[i] = c.pointReply(s, &found[i])
	}
	return resp.Array(list...), nil
}

// find returns what is in the area, ordered and limited.
func (s *geoSearch) find() []geoPoint {
	limit := int64(0)
	if s.any {
		limit = s.count
	}
	if s.count > 0 && s.order == unsorted && !s.any {
		s.order = ascending // the closest ones
	}
	measured := s.withDist || s.storeDist || s.order != unsorted
	found := s.shape.search(s.source, limit, measured)
	wanted := len(found)
	if s.count > 0 {
		wanted = int(min(s.count, int64(wanted)))
	}
	order := byMeters{found, s.shape.center, s.order == descending}
	switch {
	case s.order == unsorted || wanted == 0:
	case wanted == len(found):
		sort.Stable(order)
	default:
		sortPart(order, 0, wanted-1)
	}
	return found[:wanted]
}

// byMeters orders places by their distance.
type byMeters struct {
	points     []geoPoint
	center     place
	descending bool
}

func (b byMeters) Len() int      { return len(b.points) }
func (b byMeters) Swap(i, j int) { b.points[i], b.points[j] = b.points[j], b.points[i] }
func (b byMeters) Less(i, j int) bool {
	if b.descending {
		i, j = j, i
	}
	return b.points[i].less(&b.points[j].length, b.center)
}

// pointReply is a member, with what was asked for beside it.
func (c *call) pointReply(s *geoSearch, point *geoPoint) resp.Value {
	var room [4]resp.Value
	reply := append(room[:0], resp.Bulk(point.member))
	if s.withDist {
		reply = append(reply, c.distanceReply(s.shape.center, &point.length, s.shape.unit))
	}
	if s.withHash {
		reply = append(reply, resp.Integer(int64(point.score)))
	}
	if s.withCoord {
		reply = append(reply, c.coordinates(point.place))
	}
	if len(reply) == 1 {
		return reply[0]
	}
	elems := c.elems(len(reply))
	copy(elems, reply)
	return resp.Array(elems...)
}

// storeGeoSearch stores what was found and returns how many those are.
func (c *call) storeGeoSearch(s *geoSearch, found []geoPoint) resp.Value {
	if len(found) == 0 {
		if ent := c.db.keys.get(s.store); ent != nil {
			c.remove(ent, "del")
		}
		return resp.Integer(0)
	}
	z := newZset(&c.engine.encodings)
	for i := range found {
		score := found[i].score
		if s.storeDist {
			score = found[i].exact(s.shape.center) / s.shape.unit
		}
		z.add(found[i].member, score)
	}
	c.changed(c.put(s.store, z), s.event)
	return resp.Integer(int64(len(found)))
}
