// Sine, cosine and arc sine against ones of any precision.

package engine

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// taylor is the series of sine, or of cosine when it starts with 1, rounded.
func taylor(x, first float64, from int64) float64 {
	number := func(f float64) *big.Float { return new(big.Float).SetPrec(200).SetFloat64(f) }
	square := number(0).Mul(number(x), number(x))
	term, sum := number(first), number(first)
	for n := from; n < from+80; n += 2 {
		term.Mul(term, square)
		term.Quo(term, number(float64(-n*(n+1))))
		sum.Add(sum, term)
	}
	rounded, _ := sum.Float64()
	return rounded
}

func TestSineIsRounded(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	for range 5000 {
		x := (random.Float64()*2 - 1) * math.Pi * math.Pow(10, -float64(random.IntN(8)))
		require.Equal(t, taylor(x, x, 2), sine(x), "sine of %v", x)
		require.Equal(t, taylor(x, 1, 1), cosine(x), "cosine of %v", x)
		require.InDelta(t, math.Asin(sine(x/2)), arcsine(sine(x/2)), 1e-14)
	}
}

func TestSineOfEdges(t *testing.T) {
	require.Equal(t, 0.0, sine(0))
	require.Equal(t, 1.0, cosine(0))
	require.Equal(t, 1.0, sine(math.Pi/2))
	require.Equal(t, -1.0, cosine(math.Pi))
	require.Equal(t, 0.0, arcsine(0))
	require.Equal(t, math.Pi/2, arcsine(1))
	require.Equal(t, math.Pi/2, arcsine(math.Nextafter(1, 2)))
	require.True(t, math.IsNaN(cosine(math.Inf(1))))
	require.InDelta(t, math.Sin(1e9), sine(1e9), 1e-9)
}

// TestLengths: what is shown and compared is the exact distance.
func TestLengths(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 1))
	anywhere := func(spread float64) place {
		return place{2.35 + spread*(random.Float64()-0.5), 48.86 + spread/5*(random.Float64()-0.5)}
	}
	for i := range 20_000 {
		spread := math.Pow(10, 2.5-float64(i%10))
		from, a, b := anywhere(spread), anywhere(spread), anywhere(spread)
		if i%3 == 0 {
			b = place{a.lon, a.lat + 1e-13*random.Float64()}
		}
		one, other := newLength(from, a), newLength(from, b)
		exact := distance(from, a)
		require.InDelta(t, exact, one.meters, one.off)
		require.Equal(t, int64(math.RoundToEven(exact*10000)), one.digits(from, 1))
		require.Equal(t, exact < distance(from, b), one.less(&other, from))
	}
}
