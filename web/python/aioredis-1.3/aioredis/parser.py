"""The reader of replies, fed with bytes as they come: as hiredis has it, in Python."""

from .errors import ProtocolError, ReplyError

__all__ = ["Reader", "PyReader"]

_MORE = object()  # what has come so far ends in the middle of a value


class PyReader:
    """Bytes go into feed; gets returns the next value, or False while there is none whole."""

    def __init__(self, protocolError=ProtocolError, replyError=ReplyError, encoding=None):
        if not callable(protocolError) or not callable(replyError):
            raise TypeError("Expected a callable")
        self._protocol_error = protocolError
        self._reply_error = replyError
        self._encoding = encoding
        self._buffer = bytearray()
        self._at = 0  # where in the buffer the value is read on
        self._broken = None  # after a protocol error there is nothing but that error

    def feed(self, data, o=0, l=-1):
        size = len(data) - o if l == -1 else l
        if o < 0 or size < 0:
            raise ValueError("negative input")
        if o + size > len(data):
            raise ValueError("input is larger than buffer size")
        self._buffer += data[o : o + size]

    def gets(self):
        if self._broken is not None:
            raise self._broken
        self._at = 0
        value = self._value()
        if value is _MORE:
            return False
        del self._buffer[: self._at]
        return value

    def setmaxbuf(self, size):
        pass

    def getmaxbuf(self):
        return 0

    def _value(self):
        line = self._line()
        if line is _MORE:
            return _MORE
        kind, text = line[:1], bytes(line[1:])
        if kind == b"+":
            return self._text(text)
        if kind == b"-":
            return self._reply_error(text.decode())
        if kind == b":":
            return self._number(text)
        if kind == b"$":
            return self._bulk(self._number(text))
        if kind == b"*":
            return self._array(self._number(text))
        raise self._break(f"Invalid first byte: {bytearray(kind)!r}")

    def _line(self):
        kind = self._buffer[self._at : self._at + 1]
        if kind and kind not in b"+-:$*":
            raise self._break(f"Invalid first byte: {kind!r}")
        end = self._buffer.find(b"\r\n", self._at)
        if end < 0:
            return _MORE
        line, self._at = self._buffer[self._at : end], end + 2
        return line

    def _number(self, text):
        try:
            return int(text)
        except ValueError as error:
            raise self._break(error) from None

    def _bulk(self, size):
        if size < 0:
            return None
        end = self._at + size
        if len(self._buffer) < end + 2:
            return _MORE
        if self._buffer[end : end + 2] != b"\r\n":
            raise self._break("Expected b'\r\n'")
        text, self._at = bytes(self._buffer[self._at : end]), end + 2
        return self._text(text)

    def _array(self, count):
        if count < 0:
            return None
        values = []
        for _ in range(count):
            value = self._value()
            if value is _MORE:
                return _MORE
            values.append(value)
        return values

    def _text(self, text):
        if self._encoding is None:
            return text
        try:
            return text.decode(self._encoding)
        except UnicodeDecodeError:
            return text

    def _break(self, reason):
        self._broken = self._protocol_error(reason)
        return self._broken


Reader = PyReader
