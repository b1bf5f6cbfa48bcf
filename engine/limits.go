// Bounds on what commands may take, beside those of a request.

package engine

import "resplay/resp"

// longestString is how long a string may become.
func (e *Engine) longestString() int {
	if e.options.Limits.Bulk > 0 {
		return e.options.Limits.Bulk
	}
	return 512 << 20
}

// mayAllocate returns why a command must not take so many more bytes; nil:
// it may. Redis looks at the memory before a command only; a page cannot
// afford the one SETRANGE that takes half a gigabyte. Where keys are evicted,
// what is there already makes room for the new.
func (e *Engine) mayAllocate(bytes int64) error {
	if bytes <= e.options.MaxMemory && e.options.eviction.policy != noEviction {
		return nil
	}
	if bytes > 0 && e.options.MaxMemory > 0 && e.memory+bytes > e.options.MaxMemory && !e.replaying {
		return errOOM
	}
	return nil
}

// encodedSize is about what replies take as encoded, counted no further than
// just above limit: one short command can ask for the same long string a
// million times, which takes no memory until it is written.
func encodedSize(replies []resp.Value, limit int) int {
	size := 0
	for i := range replies {
		if size += len(replies[i].Str); len(replies[i].Elems) > 0 {
			size += encodedSize(replies[i].Elems, limit-size)
		}
		if size > limit {
			break
		}
	}
	return size
}

// mayReply returns why a reply must not have so many elements; nil: it may.
// Redis would write gigabytes until it cuts off the client that asked.
func (e *Engine) mayReply(elems int64) error {
	const each = 64 // bytes that an element takes on its way, at least
	if elems > int64(e.options.OutputLimit)/each {
		return errReplyTooLong
	}
	return nil
}
