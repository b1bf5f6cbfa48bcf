//go:build !js

// Random geo searches, on ours and on a real redis-server.

package engine

import (
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"resplay/resp"
)

// geoGambler makes up places and searches.
type geoGambler struct{ *rand.Rand }

func (g geoGambler) number(least, most float64, digits int) string {
	return strconv.FormatFloat(least+g.Float64()*(most-least), 'f', digits, 64)
}

func (g geoGambler) of(words ...string) string { return words[g.IntN(len(words))] }

// place is anywhere, or near one of few towns, or exactly in one.
func (g geoGambler) place() []string {
	town := [][2]float64{{2.35, 48.86}, {-179.99, 0.01}, {20, 84.9}, {-70, -85}, {0, 0}}[g.IntN(5)]
	spread := []float64{0, 0.001, 0.5, 5}[g.IntN(4)]
	if g.IntN(3) == 0 {
		return []string{g.number(-180, 180, g.IntN(8)), g.number(-85, 85, g.IntN(8))}
	}
	lon, lat := town[0]+spread*g.Float64(), town[1]-spread*g.Float64()
	return []string{strconv.FormatFloat(lon, 'f', 6, 64), strconv.FormatFloat(max(lat, -85), 'f', 6, 64)}
}

func (g geoGambler) member() string { return "m" + strconv.Itoa(g.IntN(500)) }

func (g geoGambler) radius() []string {
	unit := g.of("m", "km", "ft", "mi")
	most := []float64{1, 100, 10_000, 1_000_000, 30_000_000}[g.IntN(5)]
	return []string{g.number(0, most, g.IntN(3)), unit}
}

func (g geoGambler) search() []string {
	args := []string{"GEOSEARCH", "g", "FROMMEMBER", g.member()}
	if g.IntN(2) == 0 {
		args = append([]string{"GEOSEARCH", "g", "FROMLONLAT"}, g.place()...)
	}
	if g.IntN(2) == 0 {
		args = append(append(args, "BYRADIUS"), g.radius()...)
	} else {
		args = append(append(args, "BYBOX", g.radius()[0]), g.radius()...)
	}
	if g.IntN(2) == 0 {
		args = append(args, g.of("ASC", "DESC"))
	}
	if g.IntN(2) == 0 {
		args = append(args, "COUNT", strconv.Itoa(1+g.IntN(40)))
		if g.IntN(3) == 0 {
			args = append(args, "ANY")
		}
	}
	for _, word := range []string{"WITHDIST", "WITHCOORD", "WITHHASH"} {
		if g.IntN(3) == 0 {
			args = append(args, word)
		}
	}
	return args
}

func TestRandomGeoOnRedis(t *testing.T) {
	server := startRedis(t)
	ours, theirs := newWorld(t, Options{}), server.control
	g := geoGambler{rand.New(rand.NewPCG(1, 1))}
	for range 500 {
		alike(t, ours, theirs, append(append([]string{"GEOADD", "g"}, g.place()...), g.member())...)
	}
	for range 3000 {
		alike(t, ours, theirs, g.search()...)
		alike(t, ours, theirs, "GEODIST", "g", g.member(), g.member(), g.of("m", "km", "ft", "mi"))
		alike(t, ours, theirs, "GEOHASH", "g", g.member())
		alike(t, ours, theirs, "GEOPOS", "g", g.member())
	}
}

// TestStoredDistances: a distance to the last digit is a matter of rounding
// in the C library that a server was built with, so some may differ there.
func TestStoredDistances(t *testing.T) {
	server := startRedis(t)
	ours, theirs := newWorld(t, Options{}), server.control
	g := geoGambler{rand.New(rand.NewPCG(2, 1))}
	for range 500 {
		alike(t, ours, theirs, append(append([]string{"GEOADD", "g"}, g.place()...), g.member())...)
	}
	stored, differing := 0, 0
	for range 60 {
		p := g.place()
		line := []string{"GEOSEARCHSTORE", "d", "g", "FROMLONLAT", p[0], p[1], "BYRADIUS", "15000", "km", "STOREDIST"}
		alike(t, ours, theirs, line...)
		want := scoresOf(t, theirs.do("ZRANGE", "d", "0", "-1", "WITHSCORES"))
		got := scoresOf(t, ours.do(step{client: "a", args: []string{"ZRANGE", "d", "0", "-1", "WITHSCORES"}})[0].value)
		for member, score := range want {
			require.InEpsilon(t, 1+score, 1+got[member], 1e-14)
			if stored++; score != got[member] {
				differing++
			}
		}
	}
	t.Logf("%d of %d distances differ in the last digit", differing, stored)
	require.Less(t, differing*2, stored)
}

func scoresOf(t *testing.T, v resp.Value) map[string]float64 {
	scores := map[string]float64{}
	for i := 0; i < len(v.Elems); i += 2 {
		score, ok := parseFloat(v.Elems[i+1].Str)
		require.True(t, ok)
		scores[v.Elems[i].Str] = score
	}
	return scores
}
