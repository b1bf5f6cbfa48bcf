//go:build whole

package engine

const thisBuild = BuildWhole

func scriptingSections() []imageSection { return nil }
