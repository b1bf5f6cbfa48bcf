//go:build !first

// Stream commands about messages that were delivered and not acknowledged:
// what is pending, and taking it over.

package client

import "time"

// PendingSummary is how much is pending in a group.
type PendingSummary struct {
	Count     int64
	First     string            // the lowest ID; "": nothing is pending
	Last      string            // the highest ID
	Consumers []ConsumerPending // that have anything pending; nil: none
}

// ConsumerPending is how much is pending for a consumer.
type ConsumerPending struct {
	Name  string
	Count int64
}

// XPending resolves with how much is pending in a group, and for whom.
//
// Redis: https://redis.io/commands/xpending/
func (c Commands) XPending(key, group string) *Future[PendingSummary] {
	return run(c, pendingSummary, "XPENDING", key, group)
}

// PendingMessage is a message that was delivered and not acknowledged.
type PendingMessage struct {
	ID         string
	Consumer   string
	Idle       time.Duration // since the last delivery
	Deliveries int64
}

// XPendingOptions say what an XPENDING leaves out.
type XPendingOptions struct {
	MinIdle  time.Duration // messages delivered less long ago, in milliseconds
	Consumer string        // messages of all others; "": none
}

// XPendingRange resolves with up to n messages of a group that are pending,
// from ID start to ID end, which are as in XRange.
//
// Redis: https://redis.io/commands/xpending/
func (c Commands) XPendingRange(key, group, start, end string, n int64, o XPendingOptions) *Future[[]PendingMessage] {
	args := []string{"XPENDING", key, group}
	if o.MinIdle != 0 {
		args = append(args, "IDLE", millis(o.MinIdle))
	}
	args = append(args, start, end, itoa(n))
	if o.Consumer != "" {
		args = append(args, o.Consumer)
	}
	return run(c, listOf(pendingMessage), args...)
}

// XClaim makes messages that have been pending for minIdle or longer, in
// milliseconds, a consumer's, and resolves with them. What is not pending, or
// was deleted, is left out.
//
// Redis: https://redis.io/commands/xclaim/
func (c Commands) XClaim(key, group, consumer string, minIdle time.Duration, ids ...string) *Future[[]StreamMessage] {
	return c.XClaimWith(key, group, consumer, minIdle, XClaimOptions{}, ids...)
}

// XClaimOptions say more about an XCLAIM.
type XClaimOptions struct {
	Idle       time.Duration // how long ago the messages are to count as delivered, in milliseconds; 0: now
	Time       time.Time     // when they are to count as delivered, in place of Idle, in milliseconds; zero: now
	RetryCount *int64        // how often they are to count as delivered; nil: once more
	Force      bool          // messages that are in the stream, but not pending, too
	LastID     string        // the last ID that the group has got is this at least; "": as it was
}

// args returns the options as words behind args.
func (o XClaimOptions) args(args ...string) []string {
	if o.Idle != 0 {
		args = append(args, "IDLE", millis(o.Idle))
	}
	if !o.Time.IsZero() {
		args = append(args, "TIME", itoa(o.Time.UnixMilli()))
	}
	if o.RetryCount != nil {
		args = append(args, "RETRYCOUNT", itoa(*o.RetryCount))
	}
	if o.Force {
		args = append(args, "FORCE")
	}
	if o.LastID != "" {
		args = append(args, "LASTID", o.LastID)
	}
	return args
}

// XClaimWith is XClaim, and sets what o says.
//
// Redis: https://redis.io/commands/xclaim/
func (c Commands) XClaimWith(key, group, consumer string, minIdle time.Duration, o XClaimOptions, ids ...string) *Future[[]StreamMessage] {
	args := append([]string{"XCLAIM", key, group, consumer, millis(minIdle)}, ids...)
	return run(c, claimedMessages, o.args(args...)...)
}

// XClaimJustID is XClaimWith, but resolves with the IDs alone, and does not
// count as a delivery.
//
// Redis: https://redis.io/commands/xclaim/
func (c Commands) XClaimJustID(key, group, consumer string, minIdle time.Duration, o XClaimOptions, ids ...string) *Future[[]string] {
	args := append([]string{"XCLAIM", key, group, consumer, millis(minIdle)}, ids...)
	return run(c, texts, append(o.args(args...), "JUSTID")...)
}

// Claimed is what one step of an XAUTOCLAIM took over.
type Claimed[T any] struct {
	Next    string   // where the next step starts; "0-0": this was the last
	Items   []T      // maybe none, although there are further steps
	Deleted []string // IDs that are pending no more, because their messages are gone from the stream
}

// XAutoClaim goes through the messages that are pending in a group from ID
// start on, and makes those that have been for minIdle or longer, in
// milliseconds, a consumer's, up to count; 0: the server's default, 100. It
// begins with start "0-0", and goes on with Next of what it resolves with.
//
// Redis: https://redis.io/commands/xautoclaim/
func (c Commands) XAutoClaim(key, group, consumer string, minIdle time.Duration, start string, count int64) *Future[Claimed[StreamMessage]] {
	return run(c, autoClaimed, autoClaimArgs(key, group, consumer, minIdle, start, count)...)
}

// XAutoClaimJustID is XAutoClaim, but resolves with the IDs alone, and does
// not count as a delivery.
//
// Redis: https://redis.io/commands/xautoclaim/
func (c Commands) XAutoClaimJustID(key, group, consumer string, minIdle time.Duration, start string, count int64) *Future[Claimed[string]] {
	return run(c, autoClaimedIDs, append(autoClaimArgs(key, group, consumer, minIdle, start, count), "JUSTID")...)
}

func autoClaimArgs(key, group, consumer string, minIdle time.Duration, start string, count int64) []string {
	args := []string{"XAUTOCLAIM", key, group, consumer, millis(minIdle), start}
	if count != 0 {
		args = append(args, "COUNT", itoa(count))
	}
	return args
}
