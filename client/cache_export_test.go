package client

// CacheableKeys is cacheableKeys, for tests that know the engine.
func CacheableKeys(args ...string) []string { return cacheableKeys(args) }
