"""Commands on streams."""

from collections import OrderedDict

from ..util import pairs, typed_seen, wait_convert, wait_make_dict, wait_ok


def fields_to_dict(fields, type_=OrderedDict):
    return type_(pairs(fields))


def parse_messages(messages):
    """The entries of one stream, as (id, fields); those that were deleted are left out."""
    return [
        (message[0], fields_to_dict(message[1]))
        for message in messages or ()
        if message is not None and message[1] is not None
    ]


def parse_messages_by_stream(messages_by_stream):
    """The entries of several streams, as (stream, id, fields)."""
    return [
        (stream, *message)
        for stream, messages in messages_by_stream or ()
        for message in parse_messages(messages)
    ]


def parse_lists_to_dicts(lists):
    return [fields_to_dict(fields, dict) for fields in lists]


class StreamCommandsMixin:
    def xadd(self, stream, fields, message_id=b"*", max_len=None, exact_len=False):
        limit = [] if max_len is None else _at_most(max_len, exact_len)
        flat = (part for pair in fields.items() for part in pair)
        return self.execute(b"XADD", stream, *limit, message_id, *flat)

    def xrange(self, stream, start="-", stop="+", count=None):
        limit = [] if count is None else ["COUNT", count]
        return wait_convert(self.execute(b"XRANGE", stream, start, stop, *limit), parse_messages)

    def xrevrange(self, stream, start="+", stop="-", count=None):
        limit = [] if count is None else ["COUNT", count]
        reply = self.execute(b"XREVRANGE", stream, start, stop, *limit)
        return wait_convert(reply, parse_messages)

    def xread(self, streams, timeout=0, count=None, latest_ids=None):
        """Entries behind latest_ids; waits for the first, timeout ms, for ever with 0."""
        reply = self.execute(b"XREAD", *_reading(streams, timeout, count, latest_ids))
        return wait_convert(reply, parse_messages_by_stream)

    def xread_group(
        self, group_name, consumer_name, streams, timeout=0, count=None, latest_ids=None,
        no_ack=False,
    ):  # fmt: skip
        pieces = _reading(streams, timeout, count, latest_ids, no_ack)
        reply = self.execute(b"XREADGROUP", b"GROUP", group_name, consumer_name, *pieces)
        return wait_convert(reply, parse_messages_by_stream)

    def xgroup_create(self, stream, group_name, latest_id="$", mkstream=False):
        options = [b"MKSTREAM"] if mkstream else []
        pieces = [stream, group_name, latest_id, *options]
        return wait_ok(self.execute(b"XGROUP", b"CREATE", *pieces))

    def xgroup_setid(self, stream, group_name, latest_id="$"):
        return wait_ok(self.execute(b"XGROUP", b"SETID", stream, group_name, latest_id))

    def xgroup_destroy(self, stream, group_name):
        return wait_ok(self.execute(b"XGROUP", b"DESTROY", stream, group_name))

    def xgroup_delconsumer(self, stream, group_name, consumer_name):
        reply = self.execute(b"XGROUP", b"DELCONSUMER", stream, group_name, consumer_name)
        return wait_convert(reply, int)

    def xpending(self, stream, group_name, start=None, stop=None, count=None, consumer=None):
        span = [each for each in (start, stop, count) if each is not None]
        if len(span) not in (0, 3):
            raise ValueError("Either specify non or all of the start/stop/count arguments")
        return self.execute(
            b"XPENDING", stream, group_name, *span, *([consumer] if consumer else [])
        )

    def xclaim(self, stream, group_name, consumer_name, min_idle_time, id, *ids):
        pieces = [stream, group_name, consumer_name, min_idle_time, id, *ids]
        return wait_convert(self.execute(b"XCLAIM", *pieces), parse_messages)

    def xack(self, stream, group_name, id, *ids):
        return self.execute(b"XACK", stream, group_name, id, *ids)

    def xdel(self, stream, id):
        return self.execute(b"XDEL", stream, id)

    def xtrim(self, stream, max_len, exact_len=False):
        return self.execute(b"XTRIM", stream, *_at_most(max_len, exact_len))

    def xlen(self, stream):
        return self.execute(b"XLEN", stream)

    def xinfo(self, stream):
        return self.xinfo_stream(stream)

    def xinfo_consumers(self, stream, group_name):
        reply = self.execute(b"XINFO", b"CONSUMERS", stream, group_name)
        return wait_convert(reply, parse_lists_to_dicts)

    def xinfo_groups(self, stream):
        return wait_convert(self.execute(b"XINFO", b"GROUPS", stream), parse_lists_to_dicts)

    def xinfo_stream(self, stream):
        return wait_make_dict(self.execute(b"XINFO", b"STREAM", stream))

    def xinfo_help(self):
        return wait_convert(self.execute(b"XINFO", b"HELP"), b"\n".join)


def _at_most(max_len, exact_len):
    return [b"MAXLEN", *([] if exact_len else [b"~"]), max_len]


def _reading(streams, timeout, count, latest_ids, no_ack=False):
    """What XREAD and XREADGROUP have in common."""
    if latest_ids is None:
        latest_ids = ["$"] * len(streams)
    if len(streams) != len(latest_ids):
        raise ValueError("The streams and latest_ids parameters must be of the same length")
    if timeout is not None:
        typed_seen("timeout", timeout)
    return [
        *([b"COUNT", count] if count else []),
        *([] if timeout is None else [b"BLOCK", timeout]),
        *([b"NOACK"] if no_ack else []),
        b"STREAMS",
        *streams,
        *latest_ids,
    ]
