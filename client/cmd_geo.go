//go:build !first

// Geo commands: members of a sorted set with places. Searching is in cmd_geo_search.go.

package client

import "resplay/resp"

// GeoPoint is a place, in degrees.
type GeoPoint struct{ Longitude, Latitude float64 }

func (p GeoPoint) args(command ...string) []string {
	return append(command, ftoa(p.Longitude), ftoa(p.Latitude))
}

// GeoMember is a member and its place.
type GeoMember struct {
	Name string
	GeoPoint
}

// GeoUnit is a unit of distance.
type GeoUnit string

// The units of distance. "" is metres.
const (
	Meters     GeoUnit = "M"
	Kilometers GeoUnit = "KM"
	Feet       GeoUnit = "FT"
	Miles      GeoUnit = "MI"
)

func (u GeoUnit) word() string {
	if u == "" {
		return string(Meters)
	}
	return string(u)
}

// GeoAddOptions say more about a GEOADD.
type GeoAddOptions struct {
	NX bool // only members that are missing
	XX bool // only members that are there
	CH bool // count those that moved as well
}

// GeoAdd gives members their places, and resolves with how many are new.
//
// Redis: https://redis.io/commands/geoadd/
func (c Commands) GeoAdd(key string, members ...GeoMember) *Future[int64] {
	return c.GeoAddWith(key, GeoAddOptions{}, members...)
}

// GeoAddWith is GeoAdd as o says.
//
// Redis: https://redis.io/commands/geoadd/
func (c Commands) GeoAddWith(key string, o GeoAddOptions, members ...GeoMember) *Future[int64] {
	args := []string{"GEOADD", key}
	if o.NX {
		args = append(args, "NX")
	}
	if o.XX {
		args = append(args, "XX")
	}
	if o.CH {
		args = append(args, "CH")
	}
	for _, m := range members {
		args = append(m.args(args...), m.Name)
	}
	return run(c, integer, args...)
}

// OptionalPoint is a place, or the absence of one.
type OptionalPoint struct {
	GeoPoint
	OK bool // there is one
}

// GeoPos resolves with the places of members, in order; a missing one has
// none. They differ from what was added by less than a metre.
//
// Redis: https://redis.io/commands/geopos/
func (c Commands) GeoPos(key string, members ...string) *Future[[]OptionalPoint] {
	return run(c, listOf(optionalPoint), append([]string{"GEOPOS", key}, members...)...)
}

func optionalPoint(v resp.Value) (OptionalPoint, error) {
	if v.IsNull() {
		return OptionalPoint{}, nil
	}
	p, err := point(v)
	return OptionalPoint{p, err == nil}, err
}

func point(v resp.Value) (p GeoPoint, err error) {
	parts, err := tuple(v, 2, "a longitude and a latitude")
	if err == nil {
		p = GeoPoint{take(&err, parts[0], float), take(&err, parts[1], float)}
	}
	return p, err
}

// GeoDist resolves with how far two members are from each other; when one is
// missing it is ErrNil.
//
// Redis: https://redis.io/commands/geodist/
func (c Commands) GeoDist(key, member1, member2 string, unit GeoUnit) *Future[float64] {
	return run(c, float, "GEODIST", key, member1, member2, unit.word())
}

// GeoHash resolves with the Geohashes of members, 11 letters each, in order;
// a missing one has none.
//
// Redis: https://redis.io/commands/geohash/
func (c Commands) GeoHash(key string, members ...string) *Future[[]Optional] {
	return run(c, optionals, append([]string{"GEOHASH", key}, members...)...)
}
