"""MONITOR for the synchronous client: all commands that the server runs, as they come."""

from ._monitor import parse
from .exceptions import RedisError
from .utils import str_if_bytes


class Monitor:
    """A connection that hears of every command, while its block lasts."""

    def __init__(self, connection_pool):
        self.connection_pool = connection_pool
        self.connection = connection_pool.get_connection()

    def __enter__(self):
        self.connection.send_command("MONITOR")
        response = self.connection.read_response()
        if str_if_bytes(response) != "OK":
            raise RedisError(f"MONITOR failed: {response}")
        return self

    def __exit__(self, *args):
        self.connection.disconnect()
        self.connection_pool.release(self.connection)

    def next_command(self):
        """The next command, as a dict."""
        return parse(self.connection.read_response(disable_decoding=True))

    def listen(self):
        """The commands, as they come."""
        while True:
            yield self.next_command()
