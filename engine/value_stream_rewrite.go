// The commands that build a stream: its entries, how far it has come, its
// groups with their consumers and what is pending.

package engine

import "resplay/resp"

func (s *stream) appendRewrite(dst []byte, key string) []byte {
	for entry := range s.ascend(zeroID, maxID) {
		dst = resp.AppendCommand(dst, append([]string{"XADD", key, entry.id.String()}, entry.pairs()...)...)
	}
	if s.length == 0 {
		dst = resp.AppendCommand(dst, "XADD", key, "MAXLEN", "0", "0-1", "x", "y")
	}
	dst = resp.AppendCommand(dst, "XSETID", key, s.lastID.String(),
		"ENTRIESADDED", formatInt(s.added), "MAXDELETEDID", s.maxDeleted.String())
	for _, g := range s.groups {
		dst = g.appendRewrite(dst, key)
	}
	return dst
}

func (g *consumerGroup) appendRewrite(dst []byte, key string) []byte {
	dst = resp.AppendCommand(dst, "XGROUP", "CREATE", key, g.name, g.lastID.String(), "ENTRIESREAD", formatInt(g.entriesRead))
	for _, c := range g.consumers {
		dst = resp.AppendCommand(dst, "XGROUP", "CREATECONSUMER", key, g.name, c.name)
		for p := range c.pending.from(zeroID) {
			dst = resp.AppendCommand(dst, p.claim(key, g, "JUSTID", "FORCE")...)
		}
	}
	return dst
}

// claim is the command that makes an entry pending as it is.
func (p *pending) claim(key string, g *consumerGroup, options ...string) []string {
	return append([]string{
		"XCLAIM", key, g.name, p.consumer.name, "0", p.id.String(),
		"TIME", formatInt(p.delivered), "RETRYCOUNT", formatInt(p.count),
	}, options...)
}
