// The area of a geo search, and the cells of the map that cover it.

package engine

import "math"

// geoShape is a circle or a box around a place.
type geoShape struct {
	center        place
	unit          float64 // meters in one of radius, width and height
	box           bool
	radius        float64 // of a circle
	width, height float64 // of a box
}

// filter returns what tells whether a place is in the shape.
func (s *geoShape) filter() func(place) bool {
	if !s.box {
		radius := newReach(float64(s.radius * s.unit))
		return func(p place) bool { return radius.has(s.center, p) }
	}
	height, half := float64(s.height*s.unit)/2, newReach(float64(s.width*s.unit)/2)
	return func(p place) bool {
		return !(latDistance(p.lat, s.center.lat) > height) && half.has(p, place{s.center.lon, p.lat})
	}
}

// bounds are the corners of a rectangle around the shape, which is as wide as
// the shape's side that is farther from the equator.
func (s *geoShape) bounds() (low, high place) {
	height, width := float64(s.unit*s.radius), float64(s.unit*s.radius)
	if s.box {
		height, width = float64(s.unit*float64(s.height/2)), float64(s.unit*float64(s.width/2))
	}
	lat := height / earthRadius / degree
	side := s.center.lat + lat
	if s.center.lat < 0 {
		side = s.center.lat - lat
	}
	lon := width / earthRadius / cosine(float64(side*degree)) / degree
	return place{s.center.lon - lon, s.center.lat - lat}, place{s.center.lon + lon, s.center.lat + lat}
}

// span is how far the shape reaches from its center, in meters.
func (s *geoShape) span() float64 {
	if !s.box {
		return float64(s.radius * s.unit)
	}
	width, height := s.width/2, s.height/2
	return float64(math.Sqrt(float64(width*width)+float64(height*height)) * s.unit)
}

// directions are how far east and north the cells around one are, in the
// order in which Redis searches them.
var directions = [...]struct{ east, north int }{
	{0, 0}, {0, 1}, {0, -1}, {1, 0}, {-1, 0}, {1, 1}, {-1, 1}, {1, -1}, {-1, -1},
}

// cells returns the cells that have to be searched, the one of the center
// first.
func (s *geoShape) cells() []cell {
	steps := stepsFor(s.span(), s.center.lat)
	low, high := s.bounds()
	center := cellOf(s.center, mostLat, steps)
	if steps > 1 && center.tooSmall(low, high) {
		steps--
		center = cellOf(s.center, mostLat, steps)
	}
	from, to := center.corners()
	var cells []cell
	for _, d := range directions {
		// A side that the center's cell reaches over needs no search.
		outside := d.north < 0 && from.lat < low.lat || d.north > 0 && to.lat > high.lat ||
			d.east < 0 && from.lon < low.lon || d.east > 0 && to.lon > high.lon
		next := center.neighbour(d.east, d.north)
		// In a very large area, neighbours are the same on both sides.
		again := len(cells) > 1 && next == cells[len(cells)-1]
		if !(steps > 1 && outside) && !again {
			cells = append(cells, next)
		}
	}
	return cells
}

// tooSmall reports whether a cell's neighbours do not reach to some bounds.
func (c cell) tooSmall(low, high place) bool {
	_, north := c.neighbour(0, 1).corners()
	south, _ := c.neighbour(0, -1).corners()
	_, east := c.neighbour(1, 0).corners()
	west, _ := c.neighbour(-1, 0).corners()
	return north.lat < high.lat || south.lat > low.lat || east.lon < high.lon || west.lon > low.lon
}

// geoPoint is a member in the area, with how far it is from the center if
// that was asked for.
type geoPoint struct {
	member string
	score  float64
	length
}

// search returns the members of a sorted set that are in the shape, in the
// order of cells and scores; at most limit of them, if that is not 0.
// Distances, which take longest, come with them only when measured is true.
func (s *geoShape) search(z *zset, limit int64, measured bool) []geoPoint {
	var found []geoPoint
	contains := s.filter()
	for _, c := range s.cells() {
		low, behind := c.scores()
		start := z.leading(func(item *scored) bool { return item.score < low })
		for member, score := range z.from(start) {
			if score >= behind {
				break
			}
			point := geoPoint{member, score, length{place: placeOf(score)}}
			if !contains(point.place) {
				continue
			}
			if measured {
				point.length = newLength(s.center, point.place)
			}
			if found = append(found, point); int64(len(found)) == limit {
				return found
			}
		}
	}
	return found
}
