// Messages of streams.

package client

import "resplay/resp"

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
