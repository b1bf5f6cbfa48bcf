//go:build whole

package engine

const thisBuild = BuildWhole
