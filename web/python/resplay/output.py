"""Standard output and error of the program: what is written becomes printed text of a task."""

import io
import sys

from . import port


class Printed(io.TextIOBase):
    """A text stream whose writes are queued for the world."""

    encoding = "utf-8"
    errors = "backslashreplace"

    def __init__(self, stream):
        self.name = f"<{stream}>"
        self._stream = stream

    def writable(self):
        return True

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if text:
            port.current().print(self._stream, text)
        return len(text)


def install():
    """Puts the streams in place; what reads finds nothing."""
    sys.stdout = Printed("stdout")
    sys.stderr = Printed("stderr")
    sys.stdin = io.StringIO("")
