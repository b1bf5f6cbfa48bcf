"""What arguments become on the wire, and replies on the way back."""

from .exceptions import DataError


class Encoder:
    """Encodes arguments to bytes; decodes replies to text where that is asked for."""

    def __init__(self, encoding="utf-8", encoding_errors="strict", decode_responses=False):
        self.encoding = encoding
        self.encoding_errors = encoding_errors
        self.decode_responses = decode_responses

    def encode(self, value):
        kind = type(value)
        if kind is bytes:
            return value
        if kind is str:
            return value.encode(self.encoding, self.encoding_errors)
        if isinstance(value, bytearray | memoryview):
            return bytes(value)
        if isinstance(value, bool) or not isinstance(value, int | float | str | bytes):
            raise DataError(
                f"Invalid input of type: '{kind.__name__}'. "
                "Convert to a bytes, string, int or float first."
            )
        if isinstance(value, int | float):
            return repr(value).encode()
        # What is left are subclasses of str and bytes.
        return (
            value.encode(self.encoding, self.encoding_errors)
            if isinstance(value, str)
            else bytes(value)
        )

    def decode(self, value, force=False):
        if isinstance(value, memoryview):
            value = value.tobytes()
        if isinstance(value, bytes) and (self.decode_responses or force):
            return value.decode(self.encoding, self.encoding_errors)
        return value

    def decode_all(self, value):
        """Decodes a reply with all that is nested in it."""
        kind = type(value)
        if kind is bytes:
            return value.decode(self.encoding, self.encoding_errors)
        if kind is list:
            return [self.decode_all(item) for item in value]
        if kind is dict:
            return {self.decode_all(k): self.decode_all(v) for k, v in value.items()}
        return value

    def pack(self, args):
        """A command as bytes. Words in its name are arguments of their own."""
        name = args[0]
        if type(name) is str and " " in name or type(name) is bytes and b" " in name:
            args = (*name.split(), *args[1:])
        return [self.encode(arg) for arg in args]
