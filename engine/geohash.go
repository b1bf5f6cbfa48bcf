// Geohashes: places as numbers that lie near each other when the places do,
// by halving latitude and longitude in turn.

package engine

import "math"

// place is a point on Earth in degrees.
type place struct{ lon, lat float64 }

// The part of Earth that has geohashes in sorted sets.
const (
	mostLon  = 180.0
	mostLat  = 85.05112878
	poleLat  = 90.0 // of geohashes in text, which reach the poles
	geoSteps = 26   // halvings of each coordinate: 52 bits, which a score can hold
)

// onMap reports whether a place has a geohash.
func (p place) onMap() bool {
	return p.lon >= -mostLon && p.lon <= mostLon && p.lat >= -mostLat && p.lat <= mostLat
}

// cell is a rectangle of the map: the one that its bits lead to after so many
// steps. No step is no cell.
type cell struct {
	bits  uint64 // of the latitude at even places, of the longitude at odd ones
	steps int
}

// cellOf returns the cell that a place is in, with latitudes up to a limit.
func cellOf(p place, limit float64, steps int) cell {
	scale := float64(uint64(1) << steps)
	lat := (p.lat + limit) / (limit + limit) * scale
	lon := (p.lon + mostLon) / (mostLon + mostLon) * scale
	return cell{spread(uint32(lat)) | spread(uint32(lon))<<1, steps}
}

// geoScore is a place as the score of its member.
func geoScore(p place) uint64 { return cellOf(p, mostLat, geoSteps).bits }

// placeOf is the place in the middle of a score's cell.
func placeOf(score float64) place {
	low, high := cell{scoreBits(score), geoSteps}.corners()
	return place{
		lon: max(min((low.lon+high.lon)/2, mostLon), -mostLon),
		lat: max(min((low.lat+high.lat)/2, mostLat), -mostLat),
	}
}

// scoreBits is a score as an unsigned integer, made in the way of the
// machines that Redis runs on when it is none that a place has.
func scoreBits(score float64) uint64 {
	const half = 1 << 63
	switch {
	case score >= 2*half:
		return 0
	case score >= half:
		return uint64(int64(score-half)) ^ half
	case score > -half:
		return uint64(int64(score))
	}
	return half
}

// corners are the places of a cell that are farthest south-west and
// north-east.
func (c cell) corners() (low, high place) {
	lat, lon := gather(c.bits), gather(c.bits>>1)
	scale := float64(uint64(1) << c.steps)
	at := func(n uint32, most float64) float64 {
		return float64(float64(n)/scale*(most+most)) - most
	}
	return place{at(lon, mostLon), at(lat, mostLat)}, place{at(lon+1, mostLon), at(lat+1, mostLat)}
}

// scores are the lowest score in a cell, and the lowest behind it.
func (c cell) scores() (low, behind float64) {
	shift := 2 * (geoSteps - c.steps)
	return float64(c.bits << shift), float64((c.bits + 1) << shift)
}

const (
	evenBits = 0x5555555555555555
	oddBits  = 0xaaaaaaaaaaaaaaaa
)

// neighbour is the cell so many to the east and to the north, -1, 0 or 1.
// Behind the edge of the map comes the opposite one.
func (c cell) neighbour(east, north int) cell {
	c.bits = c.moved(east, oddBits, evenBits)
	c.bits = c.moved(north, evenBits, oddBits)
	return c
}

// moved adds to one coordinate, whose bits are own, across the other's.
func (c cell) moved(by int, own, other uint64) uint64 {
	unused := 64 - 2*c.steps
	one := other>>unused + 1 // carries through the other's bits
	moved := c.bits & own
	switch {
	case by == 0:
		return c.bits
	case by > 0:
		moved += one
	default:
		moved = (moved | other>>unused) - one
	}
	return moved&(own>>unused) | c.bits&other
}

// spread puts the bits of a number at even places.
func spread(n uint32) uint64 {
	x := uint64(n)
	x = (x | x<<16) & 0x0000ffff0000ffff
	x = (x | x<<8) & 0x00ff00ff00ff00ff
	x = (x | x<<4) & 0x0f0f0f0f0f0f0f0f
	x = (x | x<<2) & 0x3333333333333333
	return (x | x<<1) & evenBits
}

// gather takes the bits at even places.
func gather(x uint64) uint32 {
	x &= evenBits
	x = (x | x>>1) & 0x3333333333333333
	x = (x | x>>2) & 0x0f0f0f0f0f0f0f0f
	x = (x | x>>4) & 0x00ff00ff00ff00ff
	x = (x | x>>8) & 0x0000ffff0000ffff
	return uint32(x | x>>16)
}

// geohashText is a place as the geohash that maps and libraries know: eleven
// letters, the last of which stands for bits that scores do not have.
func geohashText(p place) string {
	const alphabet, letters = "0123456789bcdefghjkmnpqrstuvwxyz", 11
	bits := cellOf(p, poleLat, geoSteps).bits
	text := make([]byte, letters)
	for i := range letters - 1 {
		text[i] = alphabet[bits>>(2*geoSteps-5*(i+1))&31]
	}
	text[letters-1] = alphabet[0]
	return string(text)
}

// stepsFor is how many steps make cells of about a radius in meters, so that
// one and its neighbours cover a circle around a place in it.
func stepsFor(radius, lat float64) int {
	const halfEquator = 20037726.37 // on a map in Mercator's projection
	if radius == 0 {
		return geoSteps
	}
	steps := -1
	for ; radius < halfEquator; radius *= 2 {
		steps++
	}
	// Towards the poles, cells become narrow.
	if math.Abs(lat) > 66 {
		steps--
	}
	if math.Abs(lat) > 80 {
		steps--
	}
	return max(min(steps, geoSteps), 1)
}
