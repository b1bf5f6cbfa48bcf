//go:build !first

// CONFIG's parameters.

package engine

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestParametersHaveOneDeclarationEach(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range New(Options{}).allParameters() {
		require.False(t, seen[p.name], p.name)
		seen[p.name] = true
	}
}
