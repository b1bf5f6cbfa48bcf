// String commands.

package client

import "time"

// Get resolves with the value of key; a missing key is ErrNil.
func (c Commands) Get(key string) *Future[string] { return run(c, text, "GET", key) }

// Set sets key, whatever it was before, and makes it last.
func (c Commands) Set(key, value string) *Future[struct{}] { return run(c, done, "SET", key, value) }

// SetOptions say more about a SET.
type SetOptions struct {
	TTL      time.Duration // how long the key lives; 0: for ever
	ExpireAt time.Time     // when it dies; zero: never
	KeepTTL  bool          // leave the key's time to live as it was
	NX       bool          // only if the key is missing
	XX       bool          // only if the key is there
}

// args returns the options as words, the time to live in milliseconds.
func (o SetOptions) args() (args []string) {
	switch {
	case o.TTL != 0:
		args = append(args, "PX", millis(o.TTL))
	case !o.ExpireAt.IsZero():
		args = append(args, "PXAT", itoa(o.ExpireAt.UnixMilli()))
	case o.KeepTTL:
		args = append(args, "KEEPTTL")
	}
	if o.NX {
		args = append(args, "NX")
	}
	if o.XX {
		args = append(args, "XX")
	}
	return args
}

// SetWith sets key as o says, and resolves with whether it did.
func (c Commands) SetWith(key, value string, o SetOptions) *Future[bool] {
	return run(c, stored, append([]string{"SET", key, value}, o.args()...)...)
}

// SetGet sets key as o says, and resolves with what it was before; a missing key is ErrNil.
func (c Commands) SetGet(key, value string, o SetOptions) *Future[string] {
	return run(c, text, append(append([]string{"SET", key, value}, o.args()...), "GET")...)
}

// SetNX sets key if it is missing, and resolves with whether it did.
func (c Commands) SetNX(key, value string) *Future[bool] { return run(c, flag, "SETNX", key, value) }

// SetEX sets key for a time, in whole seconds.
func (c Commands) SetEX(key, value string, ttl time.Duration) *Future[struct{}] {
	return run(c, done, "SETEX", key, itoa(int64(ttl/time.Second)), value)
}

// PSetEX sets key for a time, in milliseconds.
func (c Commands) PSetEX(key, value string, ttl time.Duration) *Future[struct{}] {
	return run(c, done, "PSETEX", key, millis(ttl), value)
}

// GetSet sets key, and resolves with what it was before; a missing key is ErrNil.
func (c Commands) GetSet(key, value string) *Future[string] {
	return run(c, text, "GETSET", key, value)
}

// GetDel deletes key, and resolves with what it was; a missing key is ErrNil.
func (c Commands) GetDel(key string) *Future[string] { return run(c, text, "GETDEL", key) }

// GetEX is Get, and gives the key a new time to live; 0 makes it last.
func (c Commands) GetEX(key string, ttl time.Duration) *Future[string] {
	if ttl == 0 {
		return run(c, text, "GETEX", key, "PERSIST")
	}
	return run(c, text, "GETEX", key, "PX", millis(ttl))
}

// MGet resolves with the values of keys, in order.
func (c Commands) MGet(keys ...string) *Future[[]Optional] {
	return run(c, optionals, words("MGET", keys)...)
}

// MSet sets keys: key, value, key, value.
func (c Commands) MSet(pairs ...string) *Future[struct{}] {
	return run(c, done, words("MSET", pairs)...)
}

// MSetNX sets keys if none of them is there, and resolves with whether it did.
func (c Commands) MSetNX(pairs ...string) *Future[bool] {
	return run(c, flag, words("MSETNX", pairs)...)
}

// Incr adds 1 to the number at key, and resolves with the sum.
func (c Commands) Incr(key string) *Future[int64] { return run(c, integer, "INCR", key) }

// IncrBy adds n to the number at key, and resolves with the sum.
func (c Commands) IncrBy(key string, n int64) *Future[int64] {
	return run(c, integer, "INCRBY", key, itoa(n))
}

// IncrByFloat adds f to the number at key, and resolves with the sum.
func (c Commands) IncrByFloat(key string, f float64) *Future[float64] {
	return run(c, float, "INCRBYFLOAT", key, ftoa(f))
}

// Decr takes 1 from the number at key, and resolves with the rest.
func (c Commands) Decr(key string) *Future[int64] { return run(c, integer, "DECR", key) }

// DecrBy takes n from the number at key, and resolves with the rest.
func (c Commands) DecrBy(key string, n int64) *Future[int64] {
	return run(c, integer, "DECRBY", key, itoa(n))
}

// Append appends to the value of key, and resolves with its length.
func (c Commands) Append(key, value string) *Future[int64] {
	return run(c, integer, "APPEND", key, value)
}

// StrLen resolves with the length of the value of key, in bytes.
func (c Commands) StrLen(key string) *Future[int64] { return run(c, integer, "STRLEN", key) }

// GetRange resolves with the bytes from start to end, both included; negative
// numbers count from the end.
func (c Commands) GetRange(key string, start, end int64) *Future[string] {
	return run(c, text, "GETRANGE", key, itoa(start), itoa(end))
}

// SetRange overwrites bytes from offset on, and resolves with the length.
func (c Commands) SetRange(key string, offset int64, value string) *Future[int64] {
	return run(c, integer, "SETRANGE", key, itoa(offset), value)
}
