//go:build !first

// Hash commands about how long fields live.

package client

import (
	"time"

	"resplay/resp"
)

// FieldExpiry is what became of a field that was to be given, or to lose, a
// time to live.
type FieldExpiry int64

// What can become of a field.
const (
	FieldMissing   FieldExpiry = -2 // there is no such field, or no such hash
	FieldLasts     FieldExpiry = -1 // HPersist: it had no time to live
	FieldUntouched FieldExpiry = 0  // the condition did not hold
	FieldSet       FieldExpiry = 1  // done
	FieldDeleted   FieldExpiry = 2  // its time has come already
)

func fieldExpiry(v resp.Value) (FieldExpiry, error) {
	n, err := integer(v)
	return FieldExpiry(n), err
}

// fieldList is a command line that names fields behind their number.
func fieldList(command []string, fields []string) []string {
	return append(append(command, "FIELDS", itoa(len(fields))), fields...)
}

// HExpire gives fields so long to live, in whole seconds, rounded up, and
// resolves with what became of each.
//
// Redis: https://redis.io/commands/hexpire/
func (c Commands) HExpire(key string, ttl time.Duration, fields ...string) *Future[[]FieldExpiry] {
	return c.HExpireWith(key, ttl, ExpireOptions{}, fields...)
}

// HExpireWith is HExpire for the fields for which o holds.
//
// Redis: https://redis.io/commands/hexpire/
func (c Commands) HExpireWith(key string, ttl time.Duration, o ExpireOptions, fields ...string) *Future[[]FieldExpiry] {
	return run(c, listOf(fieldExpiry), fieldList(o.args("HEXPIRE", key, wholeSeconds(ttl)), fields)...)
}

// HPExpire gives fields so long to live, in whole milliseconds, rounded up,
// and resolves with what became of each.
//
// Redis: https://redis.io/commands/hpexpire/
func (c Commands) HPExpire(key string, ttl time.Duration, fields ...string) *Future[[]FieldExpiry] {
	return c.HPExpireWith(key, ttl, ExpireOptions{}, fields...)
}

// HPExpireWith is HPExpire for the fields for which o holds.
//
// Redis: https://redis.io/commands/hpexpire/
func (c Commands) HPExpireWith(key string, ttl time.Duration, o ExpireOptions, fields ...string) *Future[[]FieldExpiry] {
	return run(c, listOf(fieldExpiry), fieldList(o.args("HPEXPIRE", key, millis(ttl)), fields)...)
}

// HExpireAt says when fields die, to the second, and resolves with what
// became of each.
//
// Redis: https://redis.io/commands/hexpireat/
func (c Commands) HExpireAt(key string, at time.Time, fields ...string) *Future[[]FieldExpiry] {
	return c.HExpireAtWith(key, at, ExpireOptions{}, fields...)
}

// HExpireAtWith is HExpireAt for the fields for which o holds.
//
// Redis: https://redis.io/commands/hexpireat/
func (c Commands) HExpireAtWith(key string, at time.Time, o ExpireOptions, fields ...string) *Future[[]FieldExpiry] {
	return run(c, listOf(fieldExpiry), fieldList(o.args("HEXPIREAT", key, itoa(at.Unix())), fields)...)
}

// HPExpireAt says when fields die, to the millisecond, and resolves with what
// became of each.
//
// Redis: https://redis.io/commands/hpexpireat/
func (c Commands) HPExpireAt(key string, at time.Time, fields ...string) *Future[[]FieldExpiry] {
	return c.HPExpireAtWith(key, at, ExpireOptions{}, fields...)
}

// HPExpireAtWith is HPExpireAt for the fields for which o holds.
//
// Redis: https://redis.io/commands/hpexpireat/
func (c Commands) HPExpireAtWith(key string, at time.Time, o ExpireOptions, fields ...string) *Future[[]FieldExpiry] {
	return run(c, listOf(fieldExpiry), fieldList(o.args("HPEXPIREAT", key, itoa(at.UnixMilli())), fields)...)
}

// HPersist makes fields last, and resolves with what became of each.
//
// Redis: https://redis.io/commands/hpersist/
func (c Commands) HPersist(key string, fields ...string) *Future[[]FieldExpiry] {
	return run(c, listOf(fieldExpiry), fieldList([]string{"HPERSIST", key}, fields)...)
}

// HTTL resolves with how long each field has to live, in whole seconds, or
// with NoExpiry, or with NoKey for one that is missing.
//
// Redis: https://redis.io/commands/httl/
func (c Commands) HTTL(key string, fields ...string) *Future[[]time.Duration] {
	return run(c, listOf(lifetimeSeconds), fieldList([]string{"HTTL", key}, fields)...)
}

// HPTTL is HTTL to the millisecond.
//
// Redis: https://redis.io/commands/hpttl/
func (c Commands) HPTTL(key string, fields ...string) *Future[[]time.Duration] {
	return run(c, listOf(lifetime), fieldList([]string{"HPTTL", key}, fields)...)
}

// FieldDeadline is when a field dies.
type FieldDeadline struct {
	At     time.Time // zero: it lasts, or is missing
	Exists bool      // there is such a field
}

// HExpireTime resolves with when each field dies, to the second.
//
// Redis: https://redis.io/commands/hexpiretime/
func (c Commands) HExpireTime(key string, fields ...string) *Future[[]FieldDeadline] {
	return run(c, listOf(fieldDeadlineSeconds), fieldList([]string{"HEXPIRETIME", key}, fields)...)
}

// HPExpireTime is HExpireTime to the millisecond.
//
// Redis: https://redis.io/commands/hpexpiretime/
func (c Commands) HPExpireTime(key string, fields ...string) *Future[[]FieldDeadline] {
	return run(c, listOf(fieldDeadlineMillis), fieldList([]string{"HPEXPIRETIME", key}, fields)...)
}

func fieldDeadlineSeconds(v resp.Value) (FieldDeadline, error) {
	return fieldDeadline(deadlineSeconds(v))
}
func fieldDeadlineMillis(v resp.Value) (FieldDeadline, error) { return fieldDeadline(deadline(v)) }

func fieldDeadline(at time.Time, err error) (FieldDeadline, error) {
	if err == ErrNil {
		return FieldDeadline{}, nil
	}
	return FieldDeadline{At: at, Exists: err == nil}, err
}

// HGetEX is HMGet, and changes the fields' times to live as o says.
//
// Redis: https://redis.io/commands/hgetex/
func (c Commands) HGetEX(key string, o GetEXOptions, fields ...string) *Future[[]Optional] {
	return run(c, optionals, fieldList(o.args("HGETEX", key), fields)...)
}

// HGetDel is HMGet, and deletes the fields.
//
// Redis: https://redis.io/commands/hgetdel/
func (c Commands) HGetDel(key string, fields ...string) *Future[[]Optional] {
	return run(c, optionals, fieldList([]string{"HGETDEL", key}, fields)...)
}

// HSetEXOptions say more about an HSETEX. Of the three times the first that
// is set counts.
type HSetEXOptions struct {
	TTL      time.Duration // how long the fields live, in whole milliseconds; 0: for ever
	ExpireAt time.Time     // when they die, to the millisecond; zero: never
	KeepTTL  bool          // leave their times to live as they were
	FNX      bool          // only if none of the fields is there
	FXX      bool          // only if all of them are
}

// HSetEX sets fields, field, value, field, value, as o says, all or none, and
// resolves with whether it did.
//
// Redis: https://redis.io/commands/hsetex/
func (c Commands) HSetEX(key string, o HSetEXOptions, pairs ...string) *Future[bool] {
	args := []string{"HSETEX", key}
	if o.FNX {
		args = append(args, "FNX")
	}
	if o.FXX {
		args = append(args, "FXX")
	}
	before := len(args)
	args = expiry(args, o.TTL, o.ExpireAt)
	if len(args) == before && o.KeepTTL {
		args = append(args, "KEEPTTL")
	}
	args = append(args, "FIELDS", itoa(len(pairs)/2))
	return run(c, flag, append(args, pairs...)...)
}
