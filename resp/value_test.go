// What values say about themselves.

package resp

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestIsNull(t *testing.T) {
	for _, v := range []Value{Null(), NullArray(), {Kind: KindBulk, Null: true}} {
		assert.True(t, v.IsNull(), "%+v", v)
	}
	for _, v := range []Value{Bulk(""), Array(), Boolean(false), Integer(0)} {
		assert.False(t, v.IsNull(), "%+v", v)
	}
}

func TestErr(t *testing.T) {
	tests := []struct {
		value Value
		err   error
		code  string
	}{
		{Fail("WRONGTYPE Operation against a key"), Error("WRONGTYPE Operation against a key"), "WRONGTYPE"},
		{Value{Kind: KindBulkError, Str: "ERR"}, Error("ERR"), "ERR"},
		{Bulk("ERR"), nil, ""},
	}
	for _, tt := range tests {
		err := tt.value.Err()
		assert.Equal(t, tt.err, err)
		if refused, ok := err.(Error); ok {
			assert.Equal(t, tt.code, refused.Code())
			assert.EqualError(t, err, tt.value.Str)
		}
	}
}
