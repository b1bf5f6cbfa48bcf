//go:build !first

// Stream commands that tell of streams, groups and consumers: XINFO.

package client

import (
	"time"

	"resplay/resp"
)

// XInfoStream resolves with what there is to say of a stream. The server
// refuses it for a missing one.
//
// Redis: https://redis.io/commands/xinfo-stream/
func (c Commands) XInfoStream(key string) *Future[StreamInfo] {
	return run(c, streamInfo, "XINFO", "STREAM", key)
}

// XInfoStreamFull resolves with all there is to say of a stream, up to count
// messages, groups' pending messages and consumers' pending messages each; 0:
// all of them, below 0: the server's default, 10.
//
// Redis: https://redis.io/commands/xinfo-stream/
func (c Commands) XInfoStreamFull(key string, count int64) *Future[StreamFullInfo] {
	if count < 0 {
		return run(c, streamFullInfo, "XINFO", "STREAM", key, "FULL")
	}
	return run(c, streamFullInfo, "XINFO", "STREAM", key, "FULL", "COUNT", itoa(count))
}

// XInfoGroups resolves with what there is to say of a stream's groups, in the
// order of their names. The server refuses it for a missing stream.
//
// Redis: https://redis.io/commands/xinfo-groups/
func (c Commands) XInfoGroups(key string) *Future[[]GroupInfo] {
	return run(c, groupInfos, "XINFO", "GROUPS", key)
}

// XInfoConsumers resolves with what there is to say of a group's consumers, in
// the order of their names. The server refuses it for a missing stream or group.
//
// Redis: https://redis.io/commands/xinfo-consumers/
func (c Commands) XInfoConsumers(key, group string) *Future[[]ConsumerInfo] {
	return run(c, consumerInfos, "XINFO", "CONSUMERS", key, group)
}

func streamState(r *record) StreamState {
	return StreamState{
		Length:          field(r, "length", integer),
		RadixTreeKeys:   field(r, "radix-tree-keys", integer),
		RadixTreeNodes:  field(r, "radix-tree-nodes", integer),
		LastGeneratedID: field(r, "last-generated-id", text),
		MaxDeletedID:    fieldOr(r, "max-deleted-entry-id", text, ""),
		EntriesAdded:    fieldOr(r, "entries-added", integer, 0),
		FirstID:         fieldOr(r, "recorded-first-entry-id", text, ""),
	}
}

func streamInfo(v resp.Value) (StreamInfo, error) {
	r := newRecord(v)
	info := StreamInfo{
		StreamState: streamState(r),
		Groups:      field(r, "groups", integer),
		First:       fieldOr(r, "first-entry", endMessage, nil),
		Last:        fieldOr(r, "last-entry", endMessage, nil),
	}
	return info, r.err
}

func endMessage(v resp.Value) (*StreamMessage, error) {
	m, err := streamMessage(v)
	return &m, err
}

func streamFullInfo(v resp.Value) (StreamFullInfo, error) {
	r := newRecord(v)
	info := StreamFullInfo{
		StreamState: streamState(r),
		Messages:    field(r, "entries", streamMessages),
		Groups:      field(r, "groups", groupFullInfos),
	}
	return info, r.err
}

func groupInfos(v resp.Value) ([]GroupInfo, error) { return list(v, groupInfo) }

func groupInfo(v resp.Value) (GroupInfo, error) {
	r := newRecord(v)
	info := GroupInfo{
		Name:            field(r, "name", text),
		Consumers:       field(r, "consumers", integer),
		Pending:         field(r, "pending", integer),
		LastDeliveredID: field(r, "last-delivered-id", text),
		EntriesRead:     fieldOr(r, "entries-read", integer, Unknown),
		Lag:             fieldOr(r, "lag", integer, Unknown),
	}
	return info, r.err
}

func groupFullInfos(v resp.Value) ([]GroupFullInfo, error) { return list(v, groupFullInfo) }

func groupFullInfo(v resp.Value) (GroupFullInfo, error) {
	r := newRecord(v)
	info := GroupFullInfo{
		Name:            field(r, "name", text),
		LastDeliveredID: field(r, "last-delivered-id", text),
		EntriesRead:     fieldOr(r, "entries-read", integer, Unknown),
		Lag:             fieldOr(r, "lag", integer, Unknown),
		PendingCount:    field(r, "pel-count", integer),
		Pending:         field(r, "pending", groupDeliveries),
		Consumers:       field(r, "consumers", consumerFullInfos),
	}
	return info, r.err
}

func consumerInfos(v resp.Value) ([]ConsumerInfo, error) { return list(v, consumerInfo) }

func consumerInfo(v resp.Value) (ConsumerInfo, error) {
	r := newRecord(v)
	info := ConsumerInfo{
		Name:     field(r, "name", text),
		Pending:  field(r, "pending", integer),
		Idle:     field(r, "idle", milliseconds),
		Inactive: fieldOr(r, "inactive", lifetime, Unknown),
	}
	return info, r.err
}

func consumerFullInfos(v resp.Value) ([]ConsumerFullInfo, error) { return list(v, consumerFullInfo) }

// consumerFullInfo reads a consumer, and puts its name to what is pending for
// it, where the server leaves it out.
func consumerFullInfo(v resp.Value) (ConsumerFullInfo, error) {
	r := newRecord(v)
	info := ConsumerFullInfo{
		Name:         field(r, "name", text),
		SeenTime:     field(r, "seen-time", unixMillis),
		ActiveTime:   fieldOr(r, "active-time", unixMillis, time.Time{}),
		PendingCount: field(r, "pel-count", integer),
		Pending:      field(r, "pending", consumerDeliveries),
	}
	for i := range info.Pending {
		info.Pending[i].Consumer = info.Name
	}
	return info, r.err
}

// unixMillis reads a time in milliseconds since 1970; a negative one is no time.
func unixMillis(v resp.Value) (time.Time, error) {
	n, err := integer(v)
	if err != nil || n < 0 {
		return time.Time{}, err
	}
	return time.UnixMilli(n), nil
}

// groupDeliveries reads an array of ID, consumer, time and deliveries.
func groupDeliveries(v resp.Value) ([]Delivery, error) {
	return list(v, func(v resp.Value) (d Delivery, err error) {
		if len(v.Elems) != 4 {
			return d, &DecodeError{Want: "an ID, a consumer, a time and deliveries", Reply: v}
		}
		if d, err = delivery(v.Elems[0], v.Elems[2], v.Elems[3]); err == nil {
			d.Consumer, err = text(v.Elems[1])
		}
		return d, err
	})
}

// consumerDeliveries reads an array of ID, time and deliveries.
func consumerDeliveries(v resp.Value) ([]Delivery, error) {
	return list(v, func(v resp.Value) (Delivery, error) {
		if len(v.Elems) != 3 {
			return Delivery{}, &DecodeError{Want: "an ID, a time and deliveries", Reply: v}
		}
		return delivery(v.Elems[0], v.Elems[1], v.Elems[2])
	})
}

func delivery(id, at, count resp.Value) (d Delivery, err error) {
	if d.ID, err = text(id); err != nil {
		return d, err
	}
	if d.Time, err = unixMillis(at); err != nil {
		return d, err
	}
	d.Deliveries, err = integer(count)
	return d, err
}

// Unknown is a number that the server does not know, or is too old to tell.
const Unknown = -1

// StreamState is what there is to say of a stream, whatever is in it.
type StreamState struct {
	Length          int64
	RadixTreeKeys   int64  // of the tree in which the server keeps the messages
	RadixTreeNodes  int64  // of that tree
	LastGeneratedID string // of the last message that was added
	MaxDeletedID    string // the greatest ID of a message that was deleted; "": the server is older than Redis 7, as with the next two
	EntriesAdded    int64  // how many messages it ever had
	FirstID         string // of the first message; "0-0": there is none
}

// StreamInfo is what XINFO STREAM tells.
type StreamInfo struct {
	StreamState
	Groups int64          // how many there are
	First  *StreamMessage // nil: the stream is empty
	Last   *StreamMessage // nil: the stream is empty
}

// StreamFullInfo is what XINFO STREAM FULL tells.
type StreamFullInfo struct {
	StreamState
	Messages []StreamMessage
	Groups   []GroupFullInfo
}

// GroupInfo is what XINFO GROUPS tells of a group.
type GroupInfo struct {
	Name            string
	Consumers       int64 // how many there are
	Pending         int64 // messages that were delivered and not acknowledged
	LastDeliveredID string
	EntriesRead     int64 // how many messages it has read; or [Unknown]
	Lag             int64 // how many messages it has still to read; or [Unknown]
}

// GroupFullInfo is what XINFO STREAM FULL tells of a group.
type GroupFullInfo struct {
	Name            string
	LastDeliveredID string
	EntriesRead     int64 // how many messages it has read; or [Unknown]
	Lag             int64 // how many messages it has still to read; or [Unknown]
	PendingCount    int64 // messages that were delivered and not acknowledged
	Pending         []Delivery
	Consumers       []ConsumerFullInfo
}

// ConsumerInfo is what XINFO CONSUMERS tells of a consumer.
type ConsumerInfo struct {
	Name     string
	Pending  int64         // messages that were delivered and not acknowledged
	Idle     time.Duration // since it last asked for messages
	Inactive time.Duration // since it last got some; [Unknown]: it never did, or the server is older than Redis 7.2
}

// ConsumerFullInfo is what XINFO STREAM FULL tells of a consumer.
type ConsumerFullInfo struct {
	Name         string
	SeenTime     time.Time // when it last asked for messages
	ActiveTime   time.Time // when it last got some; zero: it never did, or the server is older than Redis 7.2
	PendingCount int64     // messages that were delivered and not acknowledged
	Pending      []Delivery
}

// Delivery is a message that was delivered and not acknowledged.
type Delivery struct {
	ID         string
	Consumer   string
	Time       time.Time // of the last delivery
	Deliveries int64
}
