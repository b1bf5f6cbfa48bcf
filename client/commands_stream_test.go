// Samples of the stream commands.

package client

import (
	"time"

	"resplay/resp"
)

var streamSamples = family{
	setup: `
		XADD s 1-1 f v g w
		XADD s 2-1 f v
		XADD s 3-1 f v
		XGROUP CREATE s g 0
		XREADGROUP GROUP g bob COUNT 2 STREAMS s >
	`,
	samples: []sample{
		row("XAdd", func(c Commands) answer { return got(c.XAdd("s", "f", "v", "g", "w")) }, "XADD s * f v g w", resp.Bulk("1-2"), "1-2").after("XADD s 9999999999999-0 f v"),
		row("XAddWith", func(c Commands) answer {
			return got(c.XAddWith("s", XAddOptions{ID: "8-*", NoMkStream: true, Trim: MaxLen(2)}, "f", "v"))
		}, "XADD s NOMKSTREAM MAXLEN = 2 8-* f v", resp.Bulk("8-0"), "8-0"),
		row("XAddWith", func(c Commands) answer {
			return got(c.XAddWith("s", XAddOptions{ID: "8-1", Trim: MinID("2").Approx().Limit(10)}, "f", "v"))
		}, "XADD s MINID ~ 2 LIMIT 10 8-1 f v", resp.Bulk("8-1"), "8-1"),
		row("XLen", func(c Commands) answer { return got(c.XLen("s")) }, "XLEN s", resp.Integer(3), int64(3)),
		row("XRange", func(c Commands) answer { return got(c.XRange("s", "-", "(3")) }, "XRANGE s - (3", resp.Array(resp.Array(resp.Bulk("1-1"), resp.Bulks("f", "v", "g", "w"))), []StreamMessage{{"1-1", []Pair{{"f", "v"}, {"g", "w"}}}}),
		row("XRangeN", func(c Commands) answer { return got(c.XRangeN("s", "-", "+", 2)) }, "XRANGE s - + COUNT 2", resp.Array(resp.Array(resp.Bulk("1-1"), resp.Bulks("f", "v", "g", "w"))), []StreamMessage{{"1-1", []Pair{{"f", "v"}, {"g", "w"}}}}),
		row("XRevRange", func(c Commands) answer { return got(c.XRevRange("s", "+", "2")) }, "XREVRANGE s + 2", resp.Array(resp.Array(resp.Bulk("1-1"), resp.Bulks("f", "v", "g", "w"))), []StreamMessage{{"1-1", []Pair{{"f", "v"}, {"g", "w"}}}}),
		row("XRevRangeN", func(c Commands) answer { return got(c.XRevRangeN("s", "+", "-", 1)) }, "XREVRANGE s + - COUNT 1", resp.Array(resp.Array(resp.Bulk("1-1"), resp.Bulks("f", "v", "g", "w"))), []StreamMessage{{"1-1", []Pair{{"f", "v"}, {"g", "w"}}}}),
		row("XDel", func(c Commands) answer { return got(c.XDel("s", "1-1", "7-7")) }, "XDEL s 1-1 7-7", resp.Integer(1), int64(1)),
		row("XTrim", func(c Commands) answer { return got(c.XTrim("s", MaxLen(1))) }, "XTRIM s MAXLEN = 1", resp.Integer(2), int64(2)),
		row("XTrim", func(c Commands) answer { return got(c.XTrim("s", MinID("3-1").Approx())) }, "XTRIM s MINID ~ 3-1", resp.Integer(0), int64(0)),
		row("XTrim", func(c Commands) answer { return got(c.XTrim("s", MaxLen(0).Approx().Limit(5))) }, "XTRIM s MAXLEN ~ 0 LIMIT 5", resp.Integer(0), int64(0)),
		row("XSetID", func(c Commands) answer {
			return got(c.XSetID("s", "9-9", XSetIDOptions{EntriesAdded: new(int64(7)), MaxDeletedID: "1-0"}))
		}, "XSETID s 9-9 ENTRIESADDED 7 MAXDELETEDID 1-0", ok, nothing),
		row("XSetID", func(c Commands) answer { return got(c.XSetID("s", "9-9", XSetIDOptions{})) }, "XSETID s 9-9", ok, nothing),
		row("XRead", func(c Commands) answer { return got(c.XRead(XReadOptions{Count: 1}, "s", "0", "t", "0")) }, "XREAD COUNT 1 STREAMS s t 0 0", resp.Array(resp.Array(resp.Bulk("s"), resp.Array(resp.Array(resp.Bulk("1-1"), resp.Bulks("f", "v", "g", "w")))), resp.Array(resp.Bulk("t"), resp.Array())), []StreamRead{{"s", []StreamMessage{{"1-1", []Pair{{"f", "v"}, {"g", "w"}}}}}, {"t", []StreamMessage{}}}),
		row("XRead", func(c Commands) answer { return got(c.XRead(XReadOptions{Block: time.Microsecond}, "s", "1-1")) }, "XREAD BLOCK 1 STREAMS s 1-1", resp.Map(resp.Bulk("s"), resp.Array(resp.Array(resp.Bulk("1-1"), resp.Bulks("f", "v", "g", "w")))), []StreamRead{{"s", []StreamMessage{{"1-1", []Pair{{"f", "v"}, {"g", "w"}}}}}}),
		row("XReadGroup", func(c Commands) answer {
			return got(c.XReadGroup("g", "ann", XReadOptions{Count: 1, Block: Forever, NoAck: true}, "s", ">"))
		}, "XREADGROUP GROUP g ann COUNT 1 BLOCK 0 NOACK STREAMS s >", resp.Map(resp.Bulk("s"), resp.Array(resp.Array(resp.Bulk("1-1"), resp.Bulks("f", "v", "g", "w")))), []StreamRead{{"s", []StreamMessage{{"1-1", []Pair{{"f", "v"}, {"g", "w"}}}}}}),
		row("XReadGroup", func(c Commands) answer { return got(c.XReadGroup("g", "bob", XReadOptions{}, "s", "0")) }, "XREADGROUP GROUP g bob STREAMS s 0", resp.Array(resp.Array(resp.Bulk("s"), resp.Array(resp.Array(resp.Bulk("1-1"), resp.NullArray())))), []StreamRead{{"s", []StreamMessage{{ID: "1-1"}}}}).after("XDEL s 1-1"),
		row("XGroupCreate", func(c Commands) answer { return got(c.XGroupCreate("new", "g", "$", XGroupOptions{MkStream: true})) }, "XGROUP CREATE new g $ MKSTREAM", ok, nothing),
		row("XGroupCreate", func(c Commands) answer {
			return got(c.XGroupCreate("s", "h", "0", XGroupOptions{EntriesRead: new(int64(0))}))
		}, "XGROUP CREATE s h 0 ENTRIESREAD 0", ok, nothing),
		row("XGroupSetID", func(c Commands) answer { return got(c.XGroupSetID("s", "g", "0", XGroupOptions{})) }, "XGROUP SETID s g 0", ok, nothing),
		row("XGroupSetID", func(c Commands) answer {
			return got(c.XGroupSetID("s", "g", "2-1", XGroupOptions{EntriesRead: new(int64(2))}))
		}, "XGROUP SETID s g 2-1 ENTRIESREAD 2", ok, nothing),
		row("XGroupDestroy", func(c Commands) answer { return got(c.XGroupDestroy("s", "g")) }, "XGROUP DESTROY s g", resp.Integer(1), true),
		row("XGroupCreateConsumer", func(c Commands) answer { return got(c.XGroupCreateConsumer("s", "g", "new")) }, "XGROUP CREATECONSUMER s g new", resp.Integer(1), true),
		row("XGroupDelConsumer", func(c Commands) answer { return got(c.XGroupDelConsumer("s", "g", "bob")) }, "XGROUP DELCONSUMER s g bob", resp.Integer(2), int64(2)),
		row("XAck", func(c Commands) answer { return got(c.XAck("s", "g", "1-1", "7-7")) }, "XACK s g 1-1 7-7", resp.Integer(1), int64(1)),
		row("XPending", func(c Commands) answer { return got(c.XPending("s", "g")) }, "XPENDING s g", resp.Array(resp.Integer(2), resp.Bulk("1-1"), resp.Bulk("2-1"), resp.Array(resp.Bulks("bob", "2"))), PendingSummary{2, "1-1", "2-1", []ConsumerPending{{"bob", 2}}}),
		row("XPending", func(c Commands) answer { return got(c.XPending("s", "h")) }, "XPENDING s h", resp.Array(resp.Integer(0), missing, missing, resp.NullArray()), PendingSummary{}).after("XGROUP CREATE s h 0"),
		row("XPendingRange", func(c Commands) answer { return got(c.XPendingRange("s", "g", "-", "+", 10, XPendingOptions{})) }, "XPENDING s g - + 10", resp.Array(resp.Array(resp.Bulk("1-1"), resp.Bulk("bob"), resp.Integer(1500), resp.Integer(2))), []PendingMessage{{"1-1", "bob", 1500 * ms, 2}}).varying("time passes"),
		row("XPendingRange", func(c Commands) answer {
			return got(c.XPendingRange("s", "g", "-", "+", 10, XPendingOptions{MinIdle: time.Hour, Consumer: "bob"}))
		}, "XPENDING s g IDLE 3600000 - + 10 bob", resp.Array(), []PendingMessage{}),
		row("XClaim", func(c Commands) answer { return got(c.XClaim("s", "g", "ann", 0, "1-1", "7-7")) }, "XCLAIM s g ann 0 1-1 7-7", resp.Array(resp.Array(resp.Bulk("1-1"), resp.Bulks("f", "v", "g", "w"))), []StreamMessage{{"1-1", []Pair{{"f", "v"}, {"g", "w"}}}}),
		row("XClaimWith", func(c Commands) answer {
			return got(c.XClaimWith("s", "g", "ann", 0, XClaimOptions{Idle: time.Second, RetryCount: new(int64(0)), Force: true, LastID: "3-1"}, "3-1"))
		}, "XCLAIM s g ann 0 3-1 IDLE 1000 RETRYCOUNT 0 FORCE LASTID 3-1", resp.Array(resp.Array(resp.Bulk("1-1"), resp.Bulks("f", "v", "g", "w"))), []StreamMessage{{"1-1", []Pair{{"f", "v"}, {"g", "w"}}}}),
		row("XClaimJustID", func(c Commands) answer {
			return got(c.XClaimJustID("s", "g", "ann", 0, XClaimOptions{Time: at}, "1-1"))
		}, "XCLAIM s g ann 0 1-1 TIME 1700000000123 JUSTID", resp.Bulks("1-1"), []string{"1-1"}),
		row("XAutoClaim", func(c Commands) answer { return got(c.XAutoClaim("s", "g", "ann", 0, "0-0", 1)) }, "XAUTOCLAIM s g ann 0 0-0 COUNT 1", resp.Array(resp.Bulk("2-1"), resp.Array(resp.Array(resp.Bulk("1-1"), resp.Bulks("f", "v", "g", "w"))), resp.Bulks("1-0")), Claimed[StreamMessage]{"2-1", []StreamMessage{{"1-1", []Pair{{"f", "v"}, {"g", "w"}}}}, []string{"1-0"}}).after("XDEL s 1-1"),
		row("XAutoClaimJustID", func(c Commands) answer { return got(c.XAutoClaimJustID("s", "g", "ann", 0, "0-0", 0)) }, "XAUTOCLAIM s g ann 0 0-0 JUSTID", resp.Array(resp.Bulk("0-0"), resp.Bulks("1-1"), resp.Array()), Claimed[string]{"0-0", []string{"1-1"}, []string{}}),
		row("XInfoStream", func(c Commands) answer { return got(c.XInfoStream("s")) }, "XINFO STREAM s", streamReply, streamInfoOf),
		row("XInfoStreamFull", func(c Commands) answer { return got(c.XInfoStreamFull("s", 2)) }, "XINFO STREAM s FULL COUNT 2", streamFullReply, streamFullInfoOf).varying("time passes"),
		row("XInfoStreamFull", func(c Commands) answer { return got(c.XInfoStreamFull("s", -1)) }, "XINFO STREAM s FULL", streamFullReply, streamFullInfoOf).varying("time passes"),
		row("XInfoGroups", func(c Commands) answer { return got(c.XInfoGroups("s")) }, "XINFO GROUPS s", groupsReply, groupInfosOf),
		row("XInfoConsumers", func(c Commands) answer { return got(c.XInfoConsumers("s", "g")) }, "XINFO CONSUMERS s g", consumersReply, consumerInfosOf).varying("time passes"),
	},
}

// What XINFO says, by RESP3 and RESP2, and what becomes of it.
var (
	stateReply = []resp.Value{
		resp.Bulk("length"), resp.Integer(1), resp.Bulk("radix-tree-keys"), resp.Integer(1), resp.Bulk("radix-tree-nodes"), resp.Integer(2),
		resp.Bulk("last-generated-id"), resp.Bulk("1-1"), resp.Bulk("max-deleted-entry-id"), resp.Bulk("0-9"),
		resp.Bulk("entries-added"), resp.Integer(5), resp.Bulk("recorded-first-entry-id"), resp.Bulk("1-1"),
	}
	stateOf      = StreamState{1, 1, 2, "1-1", "0-9", 5, "1-1"}
	messageReply = resp.Array(resp.Bulk("1-1"), resp.Bulks("f", "v"))
	messageOf    = StreamMessage{"1-1", []Pair{{"f", "v"}}}

	streamReply  = resp.Map(append(stateReply[:14:14], resp.Bulk("groups"), resp.Integer(2), resp.Bulk("first-entry"), messageReply, resp.Bulk("last-entry"), missing)...)
	streamInfoOf = StreamInfo{StreamState: stateOf, Groups: 2, First: &messageOf}

	streamFullReply = resp.Map(append(stateReply[:14:14],
		resp.Bulk("entries"), resp.Array(messageReply),
		resp.Bulk("groups"), resp.Array(resp.Map(
			resp.Bulk("name"), resp.Bulk("g"), resp.Bulk("last-delivered-id"), resp.Bulk("1-1"),
			resp.Bulk("entries-read"), missing, resp.Bulk("lag"), resp.Integer(3), resp.Bulk("pel-count"), resp.Integer(1),
			resp.Bulk("pending"), resp.Array(resp.Array(resp.Bulk("1-1"), resp.Bulk("bob"), resp.Integer(at.UnixMilli()), resp.Integer(2))),
			resp.Bulk("consumers"), resp.Array(resp.Map(
				resp.Bulk("name"), resp.Bulk("bob"), resp.Bulk("seen-time"), resp.Integer(at.UnixMilli()), resp.Bulk("active-time"), resp.Integer(-1),
				resp.Bulk("pel-count"), resp.Integer(1), resp.Bulk("pending"), resp.Array(resp.Array(resp.Bulk("1-1"), resp.Integer(at.UnixMilli()), resp.Integer(2))),
			)),
		)),
	)...)
	deliveriesOf     = []Delivery{{"1-1", "bob", at, 2}}
	streamFullInfoOf = StreamFullInfo{stateOf, []StreamMessage{messageOf}, []GroupFullInfo{{
		"g", "1-1", Unknown, 3, 1, deliveriesOf, []ConsumerFullInfo{{"bob", at, time.Time{}, 1, deliveriesOf}},
	}}}

	groupsReply = resp.Array(resp.Array(
		resp.Bulk("name"), resp.Bulk("g"), resp.Bulk("consumers"), resp.Integer(1), resp.Bulk("pending"), resp.Integer(2),
		resp.Bulk("last-delivered-id"), resp.Bulk("2-1"), resp.Bulk("entries-read"), resp.Integer(2), resp.Bulk("lag"), missing,
	))
	groupInfosOf   = []GroupInfo{{"g", 1, 2, "2-1", 2, Unknown}}
	consumersReply = resp.Array(resp.Array(resp.Bulk("name"), resp.Bulk("bob"), resp.Bulk("pending"), resp.Integer(2), resp.Bulk("idle"), resp.Integer(1500)))
	// A server older than Redis 7.2 does not tell since when a consumer is inactive.
	consumerInfosOf = []ConsumerInfo{{"bob", 2, 1500 * ms, Unknown}}
)
