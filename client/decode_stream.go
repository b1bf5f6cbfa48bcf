// Replies of the stream commands about pending messages to Go values.

package client

import (
	"slices"
	"strconv"
	"time"

	"resplay/resp"
)

// pendingSummary reads a count, the first and the last ID, and consumers.
func pendingSummary(v resp.Value) (s PendingSummary, err error) {
	elems, err := elements(v)
	switch {
	case err != nil:
		return s, err
	case len(elems) != 4:
		return s, &DecodeError{Want: "a count, two IDs and consumers", Reply: v}
	}
	if s.Count, err = integer(elems[0]); err != nil || s.Count == 0 {
		return s, err // the rest is null
	}
	if s.First, err = text(elems[1]); err != nil {
		return s, err
	}
	if s.Last, err = text(elems[2]); err != nil {
		return s, err
	}
	s.Consumers, err = list(elems[3], consumerPending)
	return s, err
}

// consumerPending reads a name and a number, which comes as text.
func consumerPending(v resp.Value) (c ConsumerPending, err error) {
	both, err := texts(v)
	switch {
	case err != nil:
		return c, err
	case len(both) != 2:
		return c, &DecodeError{Want: "a consumer and a count", Reply: v}
	}
	c.Name = both[0]
	if c.Count, err = strconv.ParseInt(both[1], 10, 64); err != nil {
		return c, &DecodeError{Want: "a consumer and a count", Reply: v}
	}
	return c, nil
}

// pendingMessages reads an array of ID, consumer, idle time and deliveries.
func pendingMessages(v resp.Value) ([]PendingMessage, error) { return list(v, pendingMessage) }

func pendingMessage(v resp.Value) (m PendingMessage, err error) {
	elems, err := elements(v)
	switch {
	case err != nil:
		return m, err
	case len(elems) != 4:
		return m, &DecodeError{Want: "a pending message", Reply: v}
	}
	if m.ID, err = text(elems[0]); err != nil {
		return m, err
	}
	if m.Consumer, err = text(elems[1]); err != nil {
		return m, err
	}
	if m.Idle, err = milliseconds(elems[2]); err != nil {
		return m, err
	}
	m.Deliveries, err = integer(elems[3])
	return m, err
}

// milliseconds reads a time in milliseconds.
func milliseconds(v resp.Value) (time.Duration, error) {
	n, err := integer(v)
	return time.Duration(n) * time.Millisecond, err
}

// claimedMessages reads messages, and leaves out the nulls that servers
// before Redis 7 send for those that were deleted.
func claimedMessages(v resp.Value) ([]StreamMessage, error) {
	if slices.ContainsFunc(v.Elems, resp.Value.IsNull) {
		v.Elems = slices.DeleteFunc(slices.Clone(v.Elems), resp.Value.IsNull)
	}
	return streamMessages(v)
}

// claimed reads an ID, what was claimed and, since Redis 7, what was deleted.
func claimed[T any](v resp.Value, items func(resp.Value) ([]T, error)) (c Claimed[T], err error) {
	elems, err := elements(v)
	switch {
	case err != nil:
		return c, err
	case len(elems) < 2 || len(elems) > 3:
		return c, &DecodeError{Want: "an ID, what was claimed and what was deleted", Reply: v}
	}
	if c.Next, err = text(elems[0]); err != nil {
		return c, err
	}
	if c.Items, err = items(elems[1]); err == nil && len(elems) == 3 {
		c.Deleted, err = texts(elems[2])
	}
	return c, err
}
