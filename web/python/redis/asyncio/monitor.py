"""MONITOR for the asynchronous client: all commands that the server runs, as they come."""

from .._monitor import parse
from ..exceptions import RedisError
from ..utils import str_if_bytes


class Monitor:
    """A connection that hears of every command, while its block lasts."""

    def __init__(self, connection_pool):
        self.connection_pool = connection_pool
        self.connection = None

    async def connect(self):
        if self.connection is None:
            self.connection = await self.connection_pool.get_connection()

    async def __aenter__(self):
        await self.connect()
        await self.connection.send_command("MONITOR")
        response = await self.connection.read_response()
        if str_if_bytes(response) != "OK":
            raise RedisError(f"MONITOR failed: {response}")
        return self

    async def __aexit__(self, *args):
        connection, self.connection = self.connection, None
        await connection.disconnect()
        await self.connection_pool.release(connection)

    async def next_command(self):
        """The next command, as a dict."""
        await self.connect()
        return parse(await self.connection.read_response(disable_decoding=True))

    async def listen(self):
        """The commands, as they come."""
        while True:
            yield await self.next_command()
