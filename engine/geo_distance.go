// Distances on a sphere, to the last digit and alike on every machine: sine,
// cosine and arc sine are computed with twice the precision and rounded once,
// which is what good C libraries come to. Go's own are an approximation that
// differs between processors.

package engine

import "math"

const (
	earthRadius = 6372797.560856       // meters, as Redis has it
	degree      = 0.017453292519943295 // in radians
)

// distance is how far two places are apart, in meters.
func distance(a, b place) float64 {
	v := sine(float64(b.lon*degree-float64(a.lon*degree)) / 2)
	if v == 0 {
		return latDistance(a.lat, b.lat)
	}
	latA, latB := float64(a.lat*degree), float64(b.lat*degree)
	u := sine((latB - latA) / 2)
	across := float64(float64(cosine(latA)*cosine(latB))*v) * v
	return 2 * earthRadius * arcsine(math.Sqrt(float64(u*u)+float64(across)))
}

// latDistance is how far two latitudes are apart, in meters.
func latDistance(a, b float64) float64 {
	return earthRadius * math.Abs(float64(b*degree)-float64(a*degree))
}

// reach is a distance that others are compared with. Most comparisons need
// a quick look only, at what grows with the distance.
type reach struct {
	meters    float64
	low, high float64 // looks below and above are sure
}

func newReach(meters float64) reach {
	const share, margin = 1e-9, 1e-3 // more than a look is off by: of the whole, and in meters
	return reach{
		meters: meters,
		low:    lookOf(meters*(1-share) - margin),
		high:   lookOf(meters*(1+share) + margin),
	}
}

// lookOf is what a look at places so far apart sees. It is no less below 0,
// and no place is farther away than the opposite one.
func lookOf(meters float64) float64 {
	angle := meters / (2 * earthRadius)
	switch {
	case angle <= 0:
		return -1
	case angle >= math.Pi/2:
		return 2
	}
	return math.Sin(angle) * math.Sin(angle)
}

// has reports whether two places are no farther apart.
func (r reach) has(a, b place) bool {
	look := lookAt(a, b, r.high)
	if look < r.low || look > r.high {
		return look < r.low
	}
	return !(distance(a, b) > r.meters)
}

// lookAt is a look from one place at another; above enough, anything that is.
func lookAt(a, b place, enough float64) float64 {
	u := math.Sin((b.lat - a.lat) * degree / 2)
	look := u * u
	if look > enough {
		return look
	}
	v := math.Sin((b.lon - a.lon) * degree / 2)
	return look + math.Cos(a.lat*degree)*math.Cos(b.lat*degree)*v*v
}

// length is how far a place is from another, as near as others need to know
// it: computing it to the last digit takes twenty times as long.
type length struct {
	place
	meters float64
	off    float64 // by more it is not; 0: it is exact
}

func newLength(from, to place) length {
	look := lookAt(from, to, 1)
	if look > 0.9 { // where little in the look is much in the distance
		return length{place: to, meters: distance(from, to)}
	}
	const share, margin = 1e-13, 1e-7
	meters := 2 * earthRadius * math.Asin(math.Sqrt(look))
	return length{to, meters, meters*share + margin}
}

// exact is the distance to the last digit.
func (l *length) exact(from place) float64 {
	if l.off > 0 {
		l.meters, l.off = distance(from, l.place), 0
	}
	return l.meters
}

// less compares exact distances, which it computes if it must.
func (l *length) less(other *length, from place) bool {
	if off := l.off + other.off; off > 0 && math.Abs(l.meters-other.meters) <= off {
		return l.exact(from) < other.exact(from)
	}
	return l.meters < other.meters
}

// digits is the distance in some unit with four digits behind the point,
// without the point.
func (l *length) digits(from place, unit float64) int64 {
	const scale = 10000
	d := l.meters / unit * scale
	if _, rest := math.Modf(d); l.off > 0 && math.Abs(rest-0.5) <= l.off/unit*scale+d*1e-15 {
		d = float64(l.exact(from) / unit * scale)
	}
	return int64(math.RoundToEven(d))
}

// double2 is the unevaluated sum of two floats, the second of which is less
// than the last bit of the first.
type double2 struct{ high, low float64 }

// sumOf is a + b, exactly.
func sumOf(a, b float64) double2 {
	sum := a + b
	other := sum - a
	return double2{sum, (a - (sum - other)) + (b - other)}
}

// productOf is a * b, exactly (Dekker's way, without a fused instruction).
func productOf(a, b float64) double2 {
	const splitter = 1<<27 + 1
	halves := func(x float64) (high, low float64) {
		t := float64(splitter * x)
		high = t - (t - x)
		return high, x - high
	}
	aHigh, aLow := halves(a)
	bHigh, bLow := halves(b)
	product := float64(a * b)
	rest := float64(aHigh*bHigh) - product
	rest += float64(aHigh * bLow)
	rest += float64(aLow * bHigh)
	return double2{product, rest + float64(aLow*bLow)}
}

func (x double2) plus(y double2) double2 {
	sum := sumOf(x.high, y.high)
	return sumOf(sum.high, sum.low+x.low+y.low)
}

func (x double2) times(y double2) double2 {
	product := productOf(x.high, y.high)
	return sumOf(product.high, product.low+float64(x.high*y.low)+float64(x.low*y.high))
}

// The Taylor series of sine and cosine, in steps of the square of their
// argument: the coefficients that precision needs twice as many digits of,
// then the rest.
var (
	sineStart = []double2{
		{1, 0}, {-0.16666666666666666, -9.25185853854297e-18},
		{0.008333333333333333, 1.1564823173178714e-19}, {-0.0001984126984126984, -1.7209558293420705e-22},
	}
	sineRest = []float64{
		2.7557319223985893e-06, -2.505210838544172e-08, 1.6059043836821613e-10, -7.647163731819816e-13,
		2.8114572543455206e-15, -8.22063524662433e-18, 1.9572941063391263e-20, -3.868170170630684e-23,
	}
	cosineStart = []double2{
		{1, 0}, {-0.5, 0},
		{0.041666666666666664, 2.3129646346357427e-18}, {-0.001388888888888889, 5.300543954373577e-20},
	}
	cosineRest = []float64{
		2.48015873015873e-05, -2.755731922398589e-07, 2.08767569878681e-09, -1.1470745597729725e-11,
		4.779477332387385e-14, -1.5619206968586225e-16, 4.110317623312165e-19, -8.896791392450574e-22,
	}
)

// series is a sum of coefficients times powers of x.
func series(x double2, start []double2, rest []float64) double2 {
	tail := 0.0
	for i := len(rest) - 1; i >= 0; i-- {
		tail = float64(tail*x.high) + rest[i]
	}
	sum := double2{high: tail}
	for i := len(start) - 1; i >= 0; i-- {
		sum = sum.times(x).plus(start[i])
	}
	return sum
}

// reduce returns an angle of not many turns less its quarters of a turn, and
// how many those are.
func reduce(angle float64) (rest double2, quarters int) {
	const high, middle, low = 1.5707963267948966, 6.123233995736766e-17, -1.4973849048591833e-33 // a quarter
	n := math.RoundToEven(angle / high)
	if n == 0 {
		return double2{high: angle}, 0
	}
	rest = productOf(-n, high).plus(double2{high: angle})
	rest = rest.plus(productOf(-n, middle)).plus(double2{high: -n * low})
	return rest, int(n)
}

// shifted is the sine of an angle and some quarters of a turn more.
func shifted(angle double2, quarters int) (sin double2) {
	square := angle.times(angle)
	if quarters&1 == 0 {
		sin = angle.times(series(square, sineStart, sineRest))
	} else {
		sin = series(square, cosineStart, cosineRest)
	}
	if quarters&2 != 0 {
		return double2{-sin.high, -sin.low}
	}
	return sin
}

// mostTurns is an angle up to which nothing is lost; beyond it, where no
// distance depends on the last digit, Go's functions do.
const mostTurns = 1000

func sine(angle float64) float64 {
	if !(math.Abs(angle) <= mostTurns) {
		return math.Sin(angle)
	}
	return shifted(reduce(angle)).high
}

func cosine(angle float64) float64 {
	if !(math.Abs(angle) <= mostTurns) {
		return math.Cos(angle)
	}
	rest, quarters := reduce(angle)
	return shifted(rest, quarters+1).high
}

// arcsine improves an approximation by a step of Newton's. What is above 1
// by an error of rounding counts as 1.
func arcsine(x float64) float64 {
	if x >= 1 {
		return math.Pi / 2
	}
	guess := math.Asin(x)
	sin := shifted(reduce(guess))
	missing := (x - sin.high) - sin.low // exact but for its own rounding, as both are near
	return guess + missing/math.Cos(guess)
}
