// Commands of publishing. To subscribe see [Client.Subscribe].

package client

import "resplay/resp"

// Publish sends a message to a channel, and resolves with how many receive it.
func (c Commands) Publish(channel, message string) *Future[int64] {
	return run(c, integer, "PUBLISH", channel, message)
}

// PubSubChannels resolves with the channels that somebody is subscribed to
// and that match a pattern.
func (c Commands) PubSubChannels(pattern string) *Future[[]string] {
	return run(c, texts, "PUBSUB", "CHANNELS", pattern)
}

// PubSubNumSub resolves with the number of subscribers of each channel.
func (c Commands) PubSubNumSub(channels ...string) *Future[map[string]int64] {
	return run(c, counts, words("PUBSUB NUMSUB", channels)...)
}

func counts(v resp.Value) (map[string]int64, error) {
	elems, err := elements(v)
	if err != nil || len(elems)%2 != 0 {
		return nil, &DecodeError{Want: "names and numbers", Reply: v}
	}
	m := make(map[string]int64, len(elems)/2)
	for i := 0; i < len(elems); i += 2 {
		if m[elems[i].Str], err = integer(elems[i+1]); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// PubSubNumPat resolves with the number of patterns that are subscribed to.
func (c Commands) PubSubNumPat() *Future[int64] { return run(c, integer, "PUBSUB", "NUMPAT") }
