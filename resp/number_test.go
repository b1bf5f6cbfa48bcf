// Numbers: how doubles are written, and which texts are integers.

package resp

import (
	"math"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
)

// The rows from 0.1 on hold where Redis 7.2 changes between plain and
// scientific notation.
func TestFormatDouble(t *testing.T) {
	tests := []struct {
		f    float64
		want string
	}{
		{0, "0"},
		{math.Copysign(0, -1), "-0"},
		{1, "1"},
		{-3, "-3"},
		{1 << 62, "4611686018427387904"},
		{-(1 << 62), "-4611686018427387904"},
		{1e18, "1000000000000000000"},
		{1e19, "1e+19"},
		{1.5e300, "1.5e+300"},
		{-1e100, "-1e+100"},
		{12345678901234567890, "12345678901234567000"},
		{math.MaxFloat64, "1.7976931348623157e+308"},
		{math.SmallestNonzeroFloat64, "5e-324"},
		{0.1, "0.1"},
		{3.141, "3.141"},
		{3.3000000000000003, "3.3000000000000003"},
		{-2.5, "-2.5"},
		{0.001, "0.001"},
		{0.000123, "0.000123"},
		{0.0001234, "1.234e-4"},
		{0.000001, "0.000001"},
		{0.0000001, "1e-7"},
		{0.00001234, "1.234e-5"},
		{1234.5678, "1234.5678"},
		{123456.123456, "123456.123456"},
		{12345.12345678, "1.234512345678e+4"},
		{math.Inf(1), "inf"},
		{math.Inf(-1), "-inf"},
		{math.NaN(), "nan"},
	}
	for _, tt := range tests {
		got := FormatDouble(tt.f)
		assert.Equal(t, tt.want, got)
		back, ok := parseDouble([]byte(got))
		assert.True(t, ok && (back == tt.f || math.IsNaN(tt.f) && math.IsNaN(back)), "%s reads back as %v", got, back)
	}
}

func FuzzFormatDouble(f *testing.F) {
	for _, seed := range []float64{0, -1.5, 1e19, 12345.12345678, 5e-324, math.MaxFloat64} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, n float64) {
		text := FormatDouble(n)
		back, ok := parseDouble([]byte(text))
		if !ok || back != n && !math.IsNaN(n) {
			t.Errorf("%v is written %s, which reads back as %v, %v", n, text, back, ok)
		}
	})
}

func TestParseInt(t *testing.T) {
	for _, n := range []int64{0, 1, -1, 10, math.MaxInt64, math.MinInt64} {
		got, ok := ParseInt(strconv.FormatInt(n, 10))
		assert.True(t, ok)
		assert.Equal(t, n, got)
	}
	for _, text := range []string{
		"", "-", "+1", "01", "-0", "-01", " 1", "1 ", "1x", "0x1", "1.0", "--1",
		"9223372036854775808", "-9223372036854775809", "18446744073709551617", "92233720368547758070",
	} {
		_, ok := ParseInt(text)
		assert.False(t, ok, "%q", text)
	}
}
