//go:build !first

// The options of geo searches, and what is wrong with them.

package engine

import (
	"resplay/resp"
)

type geoOrder int

const (
	unsorted geoOrder = iota
	ascending
	descending
)

// geoOptions are what a search is asked for beside the area.
type geoOptions struct {
	search   bool // GEOSEARCH, whose options say what the area is
	mayStore bool // GEORADIUS, whose options may name a key to store in

	withDist, withHash, withCoord bool
	order                         geoOrder
	count                         int64 // 0: all
	any                           bool  // of those in the area, not the closest ones

	store              string // the key to store in, if storing
	storing, storeDist bool
	event              string // what storing is called

	byMember, byPlace, byRadius, byBox bool // what GEOSEARCH was told
}

// geoOptions reads options from the argument at i on.
func (c *call) geoOptions(s *geoSearch, i int) error {
	for ; i < len(c.args); i++ {
		operands, err := c.geoOption(s, i)
		if err != nil {
			return err
		}
		i += operands
	}
	switch {
	case s.storing && (s.withDist || s.withHash || s.withCoord):
		name := "STORE option in GEORADIUS"
		if s.search {
			name = "GEOSEARCHSTORE"
		}
		return resp.Error("ERR " + name + " is not compatible with WITHDIST, WITHHASH and WITHCOORD options")
	case s.search && !s.byMember && !s.byPlace:
		return resp.Error("ERR exactly one of FROMMEMBER or FROMLONLAT can be specified for " + clip(c.args[0]))
	case s.search && !s.byRadius && !s.byBox:
		return resp.Error("ERR exactly one of BYRADIUS and BYBOX can be specified for " + clip(c.args[0]))
	case s.any && s.count == 0:
		return errGeoAny
	}
	return nil
}

// geoOption reads the option at i and returns how many arguments belong to it.
func (c *call) geoOption(s *geoSearch, i int) (operands int, err error) {
	switch word := c.keyword(i); {
	case word == "WITHDIST":
		s.withDist = true
	case word == "WITHHASH":
		s.withHash = true
	case word == "WITHCOORD":
		s.withCoord = true
	case word == "ANY":
		s.any = true
	case word == "ASC":
		s.order = ascending
	case word == "DESC":
		s.order = descending
	case word == "COUNT" && c.more(i) > 0:
		s.count, err = c.geoCount(i + 1)
		return 1, err
	case s.mayStore && (word == "STORE" || word == "STOREDIST") && c.more(i) > 0:
		s.store, s.storing, s.storeDist = c.args[i+1], true, word == "STOREDIST"
		return 1, nil
	case s.search && s.storing && word == "STOREDIST":
		s.storeDist = true
	case s.search:
		return c.areaOption(s, i)
	default:
		return 0, errSyntax
	}
	return 0, nil
}

func (c *call) geoCount(i int) (int64, error) {
	count, err := c.integer(i)
	if err == nil && count <= 0 {
		err = errCountOption
	}
	return count, err
}

// areaOption is geoOption for what only GEOSEARCH has.
func (c *call) areaOption(s *geoSearch, i int) (operands int, err error) {
	more := c.more(i)
	switch word := c.keyword(i); {
	case word == "FROMMEMBER" && more > 0 && !s.byPlace:
		s.byMember = true
		if s.source != nil {
			err = c.aroundMember(s, i+1)
		}
		return 1, err
	case word == "FROMLONLAT" && more > 1 && !s.byMember:
		s.byPlace = true
		s.shape.center, err = c.place(i + 1)
		return 2, err
	case word == "BYRADIUS" && more > 1 && !s.byBox:
		s.byRadius = true
		return 2, c.circle(s, i+1)
	case word == "BYBOX" && more > 2 && !s.byRadius:
		s.byBox = true
		return 3, c.box(s, i+1)
	}
	return 0, errSyntax
}

// aroundMember makes the member at i the center.
func (c *call) aroundMember(s *geoSearch, i int) error {
	score, found := s.source.score(c.args[i])
	if !found {
		return errGeoMember
	}
	s.shape.center = placeOf(score)
	return nil
}

// circle reads a radius and its unit.
func (c *call) circle(s *geoSearch, i int) (err error) {
	if s.shape.radius, err = c.length(i, errGeoRadius); err != nil {
		return err
	}
	if s.shape.radius < 0 {
		return errGeoNegativeRadius
	}
	s.shape.unit, err = c.unit(i + 1)
	return err
}

// box reads width, height and their unit.
func (c *call) box(s *geoSearch, i int) (err error) {
	s.shape.box = true
	if s.shape.width, err = c.length(i, errGeoWidth); err != nil {
		return err
	}
	if s.shape.height, err = c.length(i+1, errGeoHeight); err != nil {
		return err
	}
	if s.shape.width < 0 || s.shape.height < 0 {
		return errGeoNegativeBox
	}
	s.shape.unit, err = c.unit(i + 2)
	return err
}

// length is the argument at i as a number.
func (c *call) length(i int, otherwise error) (float64, error) {
	n, ok := parseScore(c.args[i])
	if !ok {
		return 0, otherwise
	}
	return n, nil
}
