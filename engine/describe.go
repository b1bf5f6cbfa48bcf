// Keys as a key browser shows them: looked at without counting as used.

package engine

import (
	"time"

	"resplay/resp"
)

// KeyState is a key and what it holds.
type KeyState struct {
	DB       int
	Key      string
	Type     string
	Encoding string
	ExpireAt time.Time  // zero: never
	Size     int        // elements, or bytes of a string
	Fields   resp.Value // of those fields of a hash among them that expire, when; like ExpireAt in a Reply
	Value    resp.Value // at most the first 16 elements, and 256 bytes of each string
}

const (
	previewElems = 16
	previewBytes = 256
)

func previewText(s string) string { return s[:min(len(s), previewBytes)] }

// Keys returns the keys of a database in sorted order; there are none in a
// database that does not exist.
func (e *Engine) Keys(db int) []string {
	if db < 0 || db >= len(e.databases) {
		return nil
	}
	return e.databases[db].sortedKeys()
}

// Describe returns the state of a key; false: there is no such key.
func (e *Engine) Describe(db int, key string) (KeyState, bool) {
	if db < 0 || db >= len(e.databases) {
		return KeyState{}, false
	}
	ent := e.databases[db].keys.get(key)
	if ent == nil {
		return KeyState{}, false
	}
	state := KeyState{
		DB: db, Key: key,
		Type: ent.val.object.kind(), Encoding: ent.val.object.encoding(),
		Size: ent.val.object.size(), Value: ent.val.object.preview(),
	}
	if h, ok := ent.val.object.(*hash); ok {
		state.Fields = h.previewExpiries()
	}
	if ent.val.expireAt != 0 {
		state.ExpireAt = time.UnixMilli(ent.val.expireAt)
	}
	return state, true
}

// Append appends the state, as [KeyState.Reply] gives it.
func (s KeyState) Append(dst []byte) []byte {
	var room [8]resp.Value // there is a state for each change
	return resp.Append(dst, resp.Array(s.reply(room[:0])...))
}

// Reply is the state as a RESP array: database, key, type, encoding,
// expiry as Unix time in milliseconds or -1, size, value, and, where fields
// expire, when.
func (s KeyState) Reply() resp.Value { return resp.Array(s.reply(nil)...) }

func (s KeyState) reply(elems []resp.Value) []resp.Value {
	expireAt := int64(-1)
	if !s.ExpireAt.IsZero() {
		expireAt = s.ExpireAt.UnixMilli()
	}
	elems = append(elems,
		resp.Integer(int64(s.DB)), resp.Bulk(s.Key), resp.Bulk(s.Type), resp.Bulk(s.Encoding),
		resp.Integer(expireAt), resp.Integer(int64(s.Size)), s.Value,
	)
	if len(s.Fields.Elems) > 0 {
		elems = append(elems, s.Fields)
	}
	return elems
}

// Databases is how many databases there are.
func (e *Engine) Databases() int { return len(e.databases) }
