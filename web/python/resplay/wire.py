"""RESP, as the program and its world speak it: messages go out, deliveries come in."""


class ErrorReply:
    """An error that the server put where a value was asked for."""

    __slots__ = ("message",)

    def __init__(self, message):
        self.message = message

    def __repr__(self):
        return f"ErrorReply({self.message!r})"


_COUNTS = [b"*%d\r\n" % count for count in range(16)]
_SIZES = [b"$%d\r\n" % size for size in range(128)]


def encode(*parts):
    """One message: an array of bulk strings. A part is bytes, str or int."""
    count = len(parts)
    message = [_COUNTS[count] if count < 16 else b"*%d\r\n" % count]
    for part in parts:
        if type(part) is not bytes:
            part = str(part).encode()
        size = len(part)
        message += (_SIZES[size] if size < 128 else b"$%d\r\n" % size, part, b"\r\n")
    return b"".join(message)


def decode(data):
    """The values in a batch of deliveries, which is always whole."""
    # Cutting at every line end is one call into C; a bulk string that held
    # line ends itself is put together again by its length.
    lines = iter(data.split(b"\r\n"))
    take = lines.__next__
    values = []
    for head in lines:
        if head:
            values.append(_value(head, take))
    return values


def _value(head, take):
    kind, text = head[0], head[1:]
    if kind == 0x24:  # $
        return _bulk(int(text), take)
    if kind == 0x3A:  # :
        return int(text)
    if kind == 0x2B:  # +
        return text
    if kind == 0x2A:  # *
        return _array(int(text), take)
    return _RARER[kind](text, take)


def _bulk(size, take):
    if size < 0:
        return None
    line = take()
    if len(line) == size:
        return line
    lines, have = [line], len(line)
    while have < size:
        line = take()
        lines.append(line)
        have += 2 + len(line)
    return b"\r\n".join(lines)


def _array(count, take):
    if count < 0:
        return None
    return [_value(take(), take) for _ in range(count)]


def _mapping(count, take):
    pairs = ((_value(take(), take), _value(take(), take)) for _ in range(count))
    return {_hashable(key): value for key, value in pairs}


def _hashable(key):
    return tuple(map(_hashable, key)) if isinstance(key, list) else key


def _attributed(count, take):
    _mapping(count, take)  # hints about the value that follows: nobody here needs them
    return _value(take(), take)


_RARER = {
    0x5F: lambda text, take: None,  # _
    0x23: lambda text, take: text == b"t",  # #
    0x2C: lambda text, take: float(text),  # ,
    0x28: lambda text, take: int(text),  # (
    0x3D: lambda text, take: _bulk(int(text), take)[4:],  # = without its format
    0x2D: lambda text, take: ErrorReply(text.decode(errors="replace")),  # -
    0x21: lambda text, take: ErrorReply(_bulk(int(text), take).decode(errors="replace")),  # !
    0x7E: lambda text, take: _array(int(text), take),  # ~
    0x3E: lambda text, take: _array(int(text), take),  # >
    0x25: lambda text, take: _mapping(int(text), take),  # %
    0x7C: lambda text, take: _attributed(int(text), take),  # |
}
