//go:build !first

// HyperLogLog commands: about how many different elements there were, in 12 KB.

package client

// PFAdd counts elements, and resolves with whether the estimate, or the key, is new.
//
// Redis: https://redis.io/commands/pfadd/
func (c Commands) PFAdd(key string, elements ...string) *Future[bool] {
	return run(c, flag, append([]string{"PFADD", key}, elements...)...)
}

// PFCount resolves with about how many different elements keys have counted, all together.
//
// Redis: https://redis.io/commands/pfcount/
func (c Commands) PFCount(keys ...string) *Future[int64] {
	return run(c, integer, words("PFCOUNT", keys)...)
}

// PFMerge makes destination count what sources, and itself, have counted.
//
// Redis: https://redis.io/commands/pfmerge/
func (c Commands) PFMerge(destination string, sources ...string) *Future[struct{}] {
	return run(c, done, append([]string{"PFMERGE", destination}, sources...)...)
}
