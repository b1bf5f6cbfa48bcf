package sha

import (
	"crypto/sha1"
	"crypto/sha256"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Every length up to three blocks, so that padding falls everywhere.
func TestSumsAreThoseOfTheStandardLibrary(t *testing.T) {
	for n := range 200 {
		message := []byte(strings.Repeat("ab\x00\xff", n))[:n]
		assert.Equal(t, sha1.Sum(message), Sum1(message), "SHA-1 of %d bytes", n)
		assert.Equal(t, sha256.Sum256(message), Sum256(message), "SHA-256 of %d bytes", n)
	}
}

func TestHex(t *testing.T) {
	assert.Equal(t, "00ff5a", Hex([]byte{0, 255, 0x5a}))
}
