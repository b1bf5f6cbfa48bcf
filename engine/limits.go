// Bounds on what commands may take, beside those of a request.

package engine

// longestString is how long a string may become.
func (e *Engine) longestString() int {
	if e.options.Limits.Bulk > 0 {
		return e.options.Limits.Bulk
	}
	return 512 << 20
}

// mayAllocate returns why a command must not take so many more bytes; nil:
// it may. Redis looks at the memory before a command only; a page cannot
// afford the one SETRANGE that takes half a gigabyte.
func (e *Engine) mayAllocate(bytes int64) error {
	if bytes > 0 && e.options.MaxMemory > 0 && e.memory+bytes > e.options.MaxMemory && !e.replaying {
		return errOOM
	}
	return nil
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
