//go:build !first

// Stream commands about consumer groups.

package client

// XGroupOptions say more about a group.
type XGroupOptions struct {
	MkStream    bool   // for XGROUP CREATE only: make the stream if it is missing
	EntriesRead *int64 // how many messages the group has read, by which the server tells its lag; nil: unknown
}

// args returns the options as words behind args.
func (o XGroupOptions) args(args ...string) []string {
	if o.MkStream {
		args = append(args, "MKSTREAM")
	}
	if o.EntriesRead != nil {
		args = append(args, "ENTRIESREAD", itoa(*o.EntriesRead))
	}
	return args
}

// XGroupCreate makes a group that is to get the messages behind id: "0" for
// all, "$" for those that are still to come. The server refuses it with
// BUSYGROUP when the group is there, and when the stream is missing; see
// [XGroupOptions].
//
// Redis: https://redis.io/commands/xgroup-create/
func (c Commands) XGroupCreate(key, group, id string, o XGroupOptions) *Future[struct{}] {
	return run(c, done, o.args("XGROUP", "CREATE", key, group, id)...)
}

// XGroupSetID makes id the last that a group has got, so that it gets the
// messages behind.
//
// Redis: https://redis.io/commands/xgroup-setid/
func (c Commands) XGroupSetID(key, group, id string, o XGroupOptions) *Future[struct{}] {
	return run(c, done, o.args("XGROUP", "SETID", key, group, id)...)
}

// XGroupDestroy deletes a group and what is pending in it, and resolves with
// whether it was there.
//
// Redis: https://redis.io/commands/xgroup-destroy/
func (c Commands) XGroupDestroy(key, group string) *Future[bool] {
	return run(c, flag, "XGROUP", "DESTROY", key, group)
}

// XGroupCreateConsumer makes a consumer of a group, and resolves with whether
// it is new.
//
// Redis: https://redis.io/commands/xgroup-createconsumer/
func (c Commands) XGroupCreateConsumer(key, group, consumer string) *Future[bool] {
	return run(c, flag, "XGROUP", "CREATECONSUMER", key, group, consumer)
}

// XGroupDelConsumer deletes a consumer, and resolves with how many messages
// were pending for it: nobody can claim these any more.
//
// Redis: https://redis.io/commands/xgroup-delconsumer/
func (c Commands) XGroupDelConsumer(key, group, consumer string) *Future[int64] {
	return run(c, integer, "XGROUP", "DELCONSUMER", key, group, consumer)
}

// XAck acknowledges messages, which are pending no more, and resolves with
// how many were.
//
// Redis: https://redis.io/commands/xack/
func (c Commands) XAck(key, group string, ids ...string) *Future[int64] {
	return run(c, integer, append([]string{"XACK", key, group}, ids...)...)
}
