// What XINFO tells of streams, groups and consumers.

package client

import "time"

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
