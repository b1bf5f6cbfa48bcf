// Which of a stream's oldest messages are to go.

package client

// XTrim says which of a stream's oldest messages are deleted. [MaxLen] and
// [MinID] make one; the zero XTrim deletes none.
type XTrim struct {
	by, threshold string
	approx        bool
	limit         int64
	limited       bool
}

// MaxLen keeps the newest n messages.
func MaxLen(n int64) XTrim { return XTrim{by: "MAXLEN", threshold: itoa(n)} }

// MinID keeps the messages from id on.
func MinID(id string) XTrim { return XTrim{by: "MINID", threshold: id} }

// Approx lets the server keep some more messages, which is less work for it.
func (t XTrim) Approx() XTrim {
	t.approx = true
	return t
}

// Limit lets the server look at n messages at most, or at as many as it takes
// if n is 0. The server refuses it without Approx.
func (t XTrim) Limit(n int64) XTrim {
	t.limit, t.limited = n, true
	return t
}

// args returns the trimming as words behind args.
func (t XTrim) args(args ...string) []string {
	if t.by == "" {
		return args
	}
	precision := "="
	if t.approx {
		precision = "~"
	}
	args = append(args, t.by, precision, t.threshold)
	if t.limited {
		args = append(args, "LIMIT", itoa(t.limit))
	}
	return args
}
