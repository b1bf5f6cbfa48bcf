package client

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// The names are written down, so that a program without scripts of its own
// links no SHA-1.
func TestScriptsOfLocksHaveTheirNames(t *testing.T) {
	for _, s := range []*Script[int64]{fenceScript, extendScript, releaseScript} {
		assert.Equal(t, NewScript(s.source).SHA1(), s.name, s.source)
	}
}
