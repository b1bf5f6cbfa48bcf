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
	elems, err := elements(v)
	switch {
	case err != nil:
		return m, err
	case len(elems) != 2:
		return m, &DecodeError{Want: "an ID and fields", Reply: v}
	}
	if m.ID, err = text(elems[0]); err == nil && !elems[1].IsNull() {
		m.Fields, err = pairs(elems[1])
	}
	return m, err
}
