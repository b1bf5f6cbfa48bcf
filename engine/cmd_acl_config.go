//go:build !first

// CONFIG's parameters of users.

package engine

import "resplay/resp"

// channelDefault is acl-pubsub-default in Redis's words.
func channelDefault(all bool) string {
	if all {
		return "allchannels"
	}
	return "resetchannels"
}

func setChannelDefault(e *Engine, value string) error {
	switch lower(value) {
	case "allchannels", "resetchannels":
		e.allChannels = lower(value) == "allchannels"
		return nil
	}
	return resp.Error("argument(s) must be one of the following: allchannels, resetchannels")
}
