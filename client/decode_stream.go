//go:build !first

// Replies of the stream commands to Go values: messages, and what is pending.

package client

import (
	"slices"
	"time"

	"resplay/resp"
)

// StreamMessage is a message of a stream.
type StreamMessage struct {
	ID     string
	Fields []Pair // in the order in which they were added; nil: the message was deleted after its delivery
}

// streamMessages reads an array of messages.
func streamMessages(v resp.Value) ([]StreamMessage, error) { return list(v, streamMessage) }

func streamMessage(v resp.Value) (m StreamMessage, err error) {
	parts, err := tuple(v, 2, "an ID and fields")
	if err != nil {
		return m, err
	}
	if m.ID = take(&err, parts[0], text); !parts[1].IsNull() {
		m.Fields = take(&err, parts[1], pairs)
	}
	return m, err
}

// pendingSummary reads a count, the first and the last ID, and consumers.
func pendingSummary(v resp.Value) (s PendingSummary, err error) {
	parts, err := tuple(v, 4, "a count, two IDs and consumers")
	if err != nil {
		return s, err
	}
	if s.Count = take(&err, parts[0], integer); s.Count == 0 {
		return s, err // the rest is null
	}
	s.First, s.Last = take(&err, parts[1], text), take(&err, parts[2], text)
	s.Consumers = take(&err, parts[3], listOf(consumerPending))
	return s, err
}

func consumerPending(v resp.Value) (c ConsumerPending, err error) {
	parts, err := tuple(v, 2, "a consumer and a count")
	if err != nil {
		return c, err
	}
	c.Name, c.Count = take(&err, parts[0], text), take(&err, parts[1], number)
	return c, err
}

func pendingMessage(v resp.Value) (m PendingMessage, err error) {
	parts, err := tuple(v, 4, "an ID, a consumer, a time and deliveries")
	if err != nil {
		return m, err
	}
	m.ID, m.Consumer = take(&err, parts[0], text), take(&err, parts[1], text)
	m.Idle, m.Deliveries = take(&err, parts[2], milliseconds), take(&err, parts[3], integer)
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
	parts, err := tuple(v, 2, "an ID, what was claimed and what was deleted")
	if err != nil {
		return c, err
	}
	c.Next, c.Items = take(&err, parts[0], text), take(&err, parts[1], items)
	if len(parts) > 2 {
		c.Deleted = take(&err, parts[2], texts)
	}
	return c, err
}

func autoClaimed(v resp.Value) (Claimed[StreamMessage], error) { return claimed(v, claimedMessages) }
func autoClaimedIDs(v resp.Value) (Claimed[string], error)     { return claimed(v, texts) }
