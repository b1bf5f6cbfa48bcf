//go:build !first

// Hash commands. Those about the lives of fields are in cmd_hash_expire.go.

package client

// HSet sets fields of a hash, field, value, field, value, and resolves with how many are new.
//
// Redis: https://redis.io/commands/hset/
func (c Commands) HSet(key string, pairs ...string) *Future[int64] {
	return run(c, integer, append([]string{"HSET", key}, pairs...)...)
}

// HMSet is HSet of old, and does not tell how many are new.
//
// Redis: https://redis.io/commands/hmset/
func (c Commands) HMSet(key string, pairs ...string) *Future[struct{}] {
	return run(c, done, append([]string{"HMSET", key}, pairs...)...)
}

// HSetNX sets a field if it is missing, and resolves with whether it did.
//
// Redis: https://redis.io/commands/hsetnx/
func (c Commands) HSetNX(key, field, value string) *Future[bool] {
	return run(c, flag, "HSETNX", key, field, value)
}

// HGet resolves with the value of a field; a missing one is ErrNil.
//
// Redis: https://redis.io/commands/hget/
func (c Commands) HGet(key, field string) *Future[string] { return run(c, text, "HGET", key, field) }

// HMGet resolves with the values of fields, in order.
//
// Redis: https://redis.io/commands/hmget/
func (c Commands) HMGet(key string, fields ...string) *Future[[]Optional] {
	return run(c, optionals, append([]string{"HMGET", key}, fields...)...)
}

// HGetAll resolves with all fields and their values; none when the key is missing.
//
// Redis: https://redis.io/commands/hgetall/
func (c Commands) HGetAll(key string) *Future[map[string]string] {
	return run(c, dictionary, "HGETALL", key)
}

// HDel deletes fields, and resolves with how many were there. A hash without
// fields is gone.
//
// Redis: https://redis.io/commands/hdel/
func (c Commands) HDel(key string, fields ...string) *Future[int64] {
	return run(c, integer, append([]string{"HDEL", key}, fields...)...)
}

// HExists resolves with whether the field is there.
//
// Redis: https://redis.io/commands/hexists/
func (c Commands) HExists(key, field string) *Future[bool] {
	return run(c, flag, "HEXISTS", key, field)
}

// HKeys resolves with the names of all fields.
//
// Redis: https://redis.io/commands/hkeys/
func (c Commands) HKeys(key string) *Future[[]string] { return run(c, texts, "HKEYS", key) }

// HVals resolves with the values of all fields.
//
// Redis: https://redis.io/commands/hvals/
func (c Commands) HVals(key string) *Future[[]string] { return run(c, texts, "HVALS", key) }

// HLen resolves with the number of fields.
//
// Redis: https://redis.io/commands/hlen/
func (c Commands) HLen(key string) *Future[int64] { return run(c, integer, "HLEN", key) }

// HStrLen resolves with the length of a field's value, in bytes; 0 if it is missing.
//
// Redis: https://redis.io/commands/hstrlen/
func (c Commands) HStrLen(key, field string) *Future[int64] {
	return run(c, integer, "HSTRLEN", key, field)
}

// HIncrBy adds n to the number in a field, 0 if it is missing, and resolves with the sum.
//
// Redis: https://redis.io/commands/hincrby/
func (c Commands) HIncrBy(key, field string, n int64) *Future[int64] {
	return run(c, integer, "HINCRBY", key, field, itoa(n))
}

// HIncrByFloat adds f to the number in a field, and resolves with the sum.
//
// Redis: https://redis.io/commands/hincrbyfloat/
func (c Commands) HIncrByFloat(key, field string, f float64) *Future[float64] {
	return run(c, float, "HINCRBYFLOAT", key, field, ftoa(f))
}

// HRandField resolves with a field chosen at random; none is ErrNil.
//
// Redis: https://redis.io/commands/hrandfield/
func (c Commands) HRandField(key string) *Future[string] { return run(c, text, "HRANDFIELD", key) }

// HRandFieldN resolves with up to n different fields, chosen at random; a
// negative n asks for exactly so many, with repetitions.
//
// Redis: https://redis.io/commands/hrandfield/
func (c Commands) HRandFieldN(key string, n int64) *Future[[]string] {
	return run(c, texts, "HRANDFIELD", key, itoa(n))
}

// HRandFieldPairs is HRandFieldN with the values of the fields.
//
// Redis: https://redis.io/commands/hrandfield/
func (c Commands) HRandFieldPairs(key string, n int64) *Future[[]Pair] {
	return run(c, pairs, "HRANDFIELD", key, itoa(n), "WITHVALUES")
}
