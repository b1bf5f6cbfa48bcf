// Replies of the stream commands: one value, whatever the protocol and the server's age.

package client

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"resplay/resp"
)

func TestStreamReadsOfBothProtocols(t *testing.T) {
	want := []StreamRead{{"s", []StreamMessage{messageOf}}, {"t", []StreamMessage{}}}
	for _, reply := range []resp.Value{
		resp.Array(resp.Array(resp.Bulk("s"), resp.Array(messageReply)), resp.Array(resp.Bulk("t"), resp.Array())),
		resp.Map(resp.Bulk("s"), resp.Array(messageReply), resp.Bulk("t"), resp.Array()),
	} {
		got, err := streamReads(reply)
		assert.NoError(t, err)
		assert.Equal(t, want, got)
	}
	for _, null := range []resp.Value{resp.Null(), resp.NullArray()} {
		_, err := streamReads(null)
		assert.Equal(t, ErrNil, err, "nothing came in time")
	}
}

func TestMessagesThatAreGone(t *testing.T) {
	deleted, err := streamMessages(resp.Array(resp.Array(resp.Bulk("1-1"), resp.NullArray()), messageReply))
	assert.NoError(t, err)
	assert.Equal(t, []StreamMessage{{ID: "1-1"}, messageOf}, deleted, "what is pending, and was deleted, has no fields")

	claimed, err := claimedMessages(resp.Array(resp.Null(), messageReply, resp.NullArray()))
	assert.NoError(t, err)
	assert.Equal(t, []StreamMessage{messageOf}, claimed, "servers before Redis 7 send null for what was deleted")

	old, err := autoClaimed(resp.Array(resp.Bulk("0-0"), resp.Array(resp.Null(), messageReply)))
	assert.NoError(t, err)
	assert.Equal(t, Claimed[StreamMessage]{"0-0", []StreamMessage{messageOf}, nil}, old, "and do not tell what was deleted")
}

func TestStreamInfoOfAnOldServer(t *testing.T) {
	got, err := streamInfo(resp.Bulks()) // not even a length
	assert.EqualError(t, err, "want a field length, the reply is (empty array)")
	assert.Equal(t, StreamInfo{}, got)

	got, err = streamInfo(resp.Array(
		resp.Bulk("length"), resp.Integer(0), resp.Bulk("radix-tree-keys"), resp.Integer(0), resp.Bulk("radix-tree-nodes"), resp.Integer(1),
		resp.Bulk("last-generated-id"), resp.Bulk("0-0"), resp.Bulk("groups"), resp.Integer(0),
		resp.Bulk("first-entry"), resp.Null(), resp.Bulk("last-entry"), resp.Null(),
	))
	assert.NoError(t, err)
	assert.Equal(t, StreamInfo{StreamState: StreamState{RadixTreeNodes: 1, LastGeneratedID: "0-0"}}, got)

	groups, err := groupInfos(resp.Array(resp.Map(
		resp.Bulk("name"), resp.Bulk("g"), resp.Bulk("consumers"), resp.Integer(0), resp.Bulk("pending"), resp.Integer(0),
		resp.Bulk("last-delivered-id"), resp.Bulk("0-0"),
	)))
	assert.NoError(t, err)
	assert.Equal(t, []GroupInfo{{"g", 0, 0, "0-0", Unknown, Unknown}}, groups)

	consumers, err := consumerInfos(resp.Array(resp.Map(
		resp.Bulk("name"), resp.Bulk("bob"), resp.Bulk("pending"), resp.Integer(0), resp.Bulk("idle"), resp.Integer(5), resp.Bulk("inactive"), resp.Integer(-1),
	)))
	assert.NoError(t, err)
	assert.Equal(t, []ConsumerInfo{{"bob", 0, 5 * time.Millisecond, Unknown}}, consumers)
}

func TestBrokenStreamReplies(t *testing.T) {
	broken := func(_ any, err error) {
		t.Helper()
		var wrong *DecodeError
		assert.ErrorAs(t, err, &wrong)
	}
	broken(streamMessages(resp.Array(resp.Bulk("1-1"))))
	broken(streamMessages(resp.Array(resp.Bulks("1-1"))))
	broken(streamMessages(resp.Array(resp.Null())))
	broken(streamMessages(resp.Array(resp.Array(resp.Bulk("1-1"), resp.Bulks("f")))))
	broken(streamReads(resp.Array(resp.Bulks("s"))))
	broken(streamReads(resp.Map(resp.Bulk("s"), resp.Bulk("1-1"))))
	broken(pendingSummary(resp.Array(resp.Integer(1), resp.Bulk("1-1"), resp.Bulk("1-1"), resp.Array(resp.Bulks("bob", "many")))))
	broken(pendingSummary(resp.Array(resp.Integer(1), resp.Bulk("1-1"), resp.Bulk("1-1"), resp.Array(resp.Bulks("bob")))))
	broken(pendingMessage(resp.Bulks("1-1", "bob", "5", "1")))
	broken(autoClaimed(resp.Array(resp.Bulk("0-0"))))
	broken(groupInfo(resp.Bulks("name")))
	broken(groupInfo(resp.Bulks()))
	broken(streamInfo(resp.Map()))
	broken(groupDeliveries(resp.Array(resp.Bulks("1-1", "bob", "5"))))
	broken(consumerDeliveries(resp.Array(resp.Bulks("1-1", "5", "1"))))
}

func TestTimesToWaitForAStream(t *testing.T) {
	var lines []string
	for _, d := range []time.Duration{0, Forever, time.Nanosecond, 1500 * time.Microsecond, time.Minute} {
		lines = append(lines, resp.JoinLine(XReadOptions{Block: d}.args("XREAD")))
	}
	assert.Equal(t, []string{"XREAD", "XREAD BLOCK 0", "XREAD BLOCK 1", "XREAD BLOCK 2", "XREAD BLOCK 60000"}, lines)
}

// A key without an ID is left for the server to refuse, in its own words.
func TestStreamsWithoutAnID(t *testing.T) {
	assert.Equal(t, []string{"XREAD", "STREAMS", "s", "t", "0"}, streamArgs([]string{"s", "0", "t"}, []string{"XREAD"}))
}
