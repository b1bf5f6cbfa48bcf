"""The errors of redis, one family for the synchronous and the asynchronous client."""


class RedisError(Exception):
    pass


class ConnectionError(RedisError):
    pass


class TimeoutError(RedisError):
    pass


class AuthenticationError(ConnectionError):
    pass


class AuthorizationError(ConnectionError):
    pass


class BusyLoadingError(ConnectionError):
    pass


class MaxConnectionsError(ConnectionError):
    """A pool that has all the connections it may have was asked for another."""


class ExternalAuthProviderError(ConnectionError):
    pass


class InvalidResponse(RedisError):
    pass


class ResponseError(RedisError):
    """The server answered with an error."""


class DataError(RedisError):
    """Arguments that cannot be sent."""


class PubSubError(RedisError):
    pass


class WatchError(RedisError):
    """A watched key was changed before EXEC."""


class NoScriptError(ResponseError):
    pass


class OutOfMemoryError(ResponseError):
    pass


class ExecAbortError(ResponseError):
    pass


class ReadOnlyError(ResponseError):
    pass


class NoPermissionError(ResponseError):
    pass


class ModuleError(ResponseError):
    pass


class AuthenticationWrongNumberOfArgsError(ResponseError):
    pass


class InvalidPipelineStack(RedisError):
    pass


class LockError(RedisError, ValueError):
    """A lock could not be acquired or released. It is a ValueError, too, for older programs."""

    def __init__(self, message=None, lock_name=None):
        super().__init__(message)
        self.message = message
        self.lock_name = lock_name


class LockNotOwnedError(LockError):
    pass


class ChildDeadlockedError(Exception):
    pass


class RedisClusterException(Exception):
    pass


class SlotNotCoveredError(RedisClusterException):
    pass


class ClusterError(RedisError):
    pass


class ClusterDownError(ClusterError, ResponseError):
    pass


class MasterDownError(ClusterDownError):
    pass


class TryAgainError(ResponseError):
    pass


class ClusterCrossSlotError(ResponseError):
    pass


class CrossSlotTransactionError(RedisError):
    pass


class AskError(ResponseError):
    """The slot is on its way to another node: `slot host:port`."""

    def __init__(self, resp):
        super().__init__(resp)
        slot, _, address = resp.partition(" ")
        host, _, port = address.rpartition(":")
        self.message = resp
        self.slot_id = int(slot)
        self.host, self.port = host, int(port)
        self.node_addr = (self.host, self.port)


class MovedError(AskError):
    """The slot lives on another node."""
