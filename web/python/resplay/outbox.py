"""What waits for the next batch: messages, text that is printed, and the time that passed between."""

import time

from . import wire

# How long, in seconds of real time, printed text is held back for its batch.
_EARLY_EVERY = 0.1
_real_time = time.perf_counter  # as it is before virtual time is installed

PRINT_LIMIT = 1_000_000  # characters of one run


class OutputLimit(BaseException):
    """The program printed more than a page should hold."""


class Outbox:
    """One run's messages to the world, in their order."""

    def __init__(self, early):
        self._early = early  # hands messages to the world ahead of their batch, or None
        self._early_at = 0.0  # when that was last done, in seconds of real time
        self._queue = []  # messages since the last freeze
        self._frozen = []  # (messages, until) in front of them
        self._printing = None  # [task, stream, texts] that the next message ends
        self._printed = 0

    def add(self, message):
        """Queues an encoded message."""
        if self._printing:
            self._flush()
        self._queue.append(message)

    def count(self, text):
        """Has the text count as printed, which is not without end."""
        self._printed += len(text)
        if self._printed > PRINT_LIMIT:
            raise OutputLimit(
                f"the program printed more than {PRINT_LIMIT:,} characters; it ends here"
            )

    def print(self, task, stream, text):
        """Queues text; neighbouring pieces become one."""
        if self._printing and self._printing[:2] == [task, stream]:
            self._printing[2].append(text)
        else:
            self._flush()
            self._printing = [task, stream, [text]]
        if self._early is not None and text.endswith("\n"):
            self._show_early()

    def _flush(self):
        if self._printing:
            task, stream, texts = self._printing
            self._printing = None
            # Half a surrogate pair can be printed, but it has no bytes.
            text = "".join(texts).encode(errors="backslashreplace")
            self._queue.append(wire.encode(b"PRINT", task, stream, text))

    def _show_early(self):
        """Lets the page show what is printed before a batch is complete, which may be never.

        That is the first line of each turn, and then one now and again.
        """
        now = _real_time()
        if now - self._early_at > _EARLY_EVERY and not self._frozen:
            self._early_at = now
            self._flush()
            self._early(b"".join(self._queue))
            self._queue.clear()

    def began(self):
        """A turn has begun."""
        self._early_at = 0.0

    def freeze(self, until):
        """Has what is added from now on happen at an instant, in ns."""
        self._flush()
        if self._frozen and not self._queue:
            self._frozen[-1] = (self._frozen[-1][0], until)
            return
        self._frozen.append((b"".join(self._queue), until))
        self._queue.clear()

    def thaw(self):
        """What was added before each freeze, and until when that lasted."""
        self._flush()
        while self._frozen:
            yield self._frozen.pop(0)

    def take(self):
        """All that was added since."""
        self._flush()
        messages = b"".join(self._queue)
        self._queue.clear()
        return messages
