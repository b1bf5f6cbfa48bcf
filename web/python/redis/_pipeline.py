"""What the pipelines of both clients share: collecting commands, and reading their replies."""

import re
import textwrap

from resplay import wire

from . import _errors
from .exceptions import ExecAbortError, MaxConnectionsError, RedisError, WatchError
from .utils import safe_str

_REFUSED = re.compile(r"Command (\d+) \(.*?\): (.*)", re.DOTALL)


class PipelineBase:
    """Commands that are collected and sent together.

    After WATCH, commands are sent at once, on a connection of the pipeline's own, until
    MULTI: the program can then decide by what they return.
    """

    is_pipeline = True

    def _collect(self, connection_pool, response_callbacks, transaction, shard_hint):
        self.connection_pool = connection_pool
        self._encoder = connection_pool.get_encoder()
        self.response_callbacks = response_callbacks
        self.is_transaction = transaction
        self.shard_hint = shard_hint
        self.scripts = set()
        self.single_connection_client = self.auto_close_connection_pool = False
        self._clear()

    def _clear(self):
        self.command_stack = []
        self.scripts.clear()
        self.watching = False
        self.explicit_transaction = False

    def __len__(self):
        return len(self.command_stack)

    def __bool__(self):
        return True  # even an empty one

    def execute_command(self, *args, **kwargs):
        """Collects a command; after WATCH and ahead of MULTI, sends it."""
        if (self.watching or args[0] == "WATCH") and not self.explicit_transaction:
            return self.immediate_execute_command(*args, **kwargs)
        return self.pipeline_execute_command(*args, **kwargs)

    def pipeline_execute_command(self, *args, **options):
        self.command_stack.append((args, options))
        return self

    def multi(self):
        """Has the commands that follow be collected, to be run as a transaction."""
        if self.explicit_transaction:
            raise RedisError("Cannot issue nested calls to MULTI")
        if self.command_stack:
            raise RedisError("Commands without an initial WATCH have already been issued")
        self.explicit_transaction = True

    def _check_watch(self):
        if self.explicit_transaction:
            raise RedisError("Cannot issue a WATCH after a MULTI")

    def _saw(self, command):
        """Notes what a command that was sent at once means for those that follow."""
        if command == "WATCH":
            self.watching = True
        elif command == "UNWATCH":
            self.watching = False

    def _lent(self):
        """The number of the pipeline's own connection, or None."""
        return self.connection and self.connection._number

    def _lost_watch(self, error):
        if isinstance(error, MaxConnectionsError):
            return error
        return WatchError(f"A {type(error).__name__} occurred while watching one or more keys")

    def _encoded(self, stack):
        """Commands as one string of bytes, and whether they are a transaction."""
        commands = (wire.encode(*self._encoder.pack(args)) for args, _ in stack)
        is_transaction = self.is_transaction or self.explicit_transaction
        return b"1" if is_transaction else b"0", b"".join(commands)

    def _replies(self, stack, replies, raise_on_error):
        results = []
        for (args, options), reply in zip(stack, replies, strict=True):
            if isinstance(reply, wire.ErrorReply):
                if raise_on_error:
                    results.append(self._annotated(len(results) + 1, args, reply.message))
                else:
                    results.append(_errors.from_reply(reply.message))
            else:
                results.append(self._read(args[0], reply, dict(options)))
        if raise_on_error:
            self.raise_first_error(stack, results)
        return results

    def raise_first_error(self, commands, response):
        error = next((each for each in response if isinstance(each, RedisError)), None)
        if error is not None:
            raise error

    def _annotated(self, number, args, text):
        error = _errors.from_reply(text)
        self.annotate_exception(error, number, args)
        return error

    def annotate_exception(self, exception, number, command):
        """Has an error name the command that it came from."""
        line = textwrap.shorten(" ".join(map(safe_str, command)), 100, placeholder="...")
        exception.args = (
            f"Command # {number} ({line}) of pipeline caused error: {exception.args[0]}",
            *exception.args[1:],
        )

    def _failure(self, stack, world_error):
        """The exception for commands that were rejected as a whole."""
        error = self.connection_pool.error(world_error)
        refused = _REFUSED.search(str(error)) if isinstance(error, ExecAbortError) else None
        if refused:
            number = int(refused[1])
            return self._annotated(number, stack[number - 1][0], refused[2])
        return error
