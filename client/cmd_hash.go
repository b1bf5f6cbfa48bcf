// Hash commands.

package client

// HSet sets fields of a hash, field, value, field, value, and resolves with how many are new.
func (c Commands) HSet(key string, pairs ...string) *Future[int64] {
	return run(c, integer, append([]string{"HSET", key}, pairs...)...)
}

// HSetNX sets a field if it is missing, and resolves with whether it did.
func (c Commands) HSetNX(key, field, value string) *Future[bool] {
	return run(c, flag, "HSETNX", key, field, value)
}

// HGet resolves with the value of a field; a missing one is ErrNil.
func (c Commands) HGet(key, field string) *Future[string] { return run(c, text, "HGET", key, field) }

// HMGet resolves with the values of fields, in order.
func (c Commands) HMGet(key string, fields ...string) *Future[[]Optional] {
	return run(c, optionals, append([]string{"HMGET", key}, fields...)...)
}

// HGetAll resolves with all fields and their values.
func (c Commands) HGetAll(key string) *Future[map[string]string] {
	return run(c, dictionary, "HGETALL", key)
}

// HDel deletes fields, and resolves with how many were there.
func (c Commands) HDel(key string, fields ...string) *Future[int64] {
	return run(c, integer, append([]string{"HDEL", key}, fields...)...)
}

// HExists resolves with whether the field is there.
func (c Commands) HExists(key, field string) *Future[bool] {
	return run(c, flag, "HEXISTS", key, field)
}

// HKeys resolves with the names of all fields.
func (c Commands) HKeys(key string) *Future[[]string] { return run(c, texts, "HKEYS", key) }

// HVals resolves with the values of all fields.
func (c Commands) HVals(key string) *Future[[]string] { return run(c, texts, "HVALS", key) }

// HLen resolves with the number of fields.
func (c Commands) HLen(key string) *Future[int64] { return run(c, integer, "HLEN", key) }

// HStrLen resolves with the length of a field's value, in bytes.
func (c Commands) HStrLen(key, field string) *Future[int64] {
	return run(c, integer, "HSTRLEN", key, field)
}

// HIncrBy adds n to the number in a field, and resolves with the sum.
func (c Commands) HIncrBy(key, field string, n int64) *Future[int64] {
	return run(c, integer, "HINCRBY", key, field, itoa(n))
}

// HIncrByFloat adds f to the number in a field, and resolves with the sum.
func (c Commands) HIncrByFloat(key, field string, f float64) *Future[float64] {
	return run(c, float, "HINCRBYFLOAT", key, field, ftoa(f))
}

// HRandField resolves with up to n different fields, chosen at random; a
// negative n allows for repetitions.
func (c Commands) HRandField(key string, n int64) *Future[[]string] {
	return run(c, texts, "HRANDFIELD", key, itoa(n))
}
