"""The errors of redis, one family for the synchronous and the asynchronous client."""

from enum import Enum


class ExceptionType(Enum):
    """Where an error belongs, for those who count errors."""

    NETWORK = "network"
    TLS = "tls"
    AUTH = "auth"
    SERVER = "server"


class RedisError(Exception):
    error_type = ExceptionType.SERVER

    def __init__(self, *args, status_code=None):
        super().__init__(*args)
        self.status_code = status_code


class ConnectionError(RedisError):
    error_type = ExceptionType.NETWORK


class TimeoutError(RedisError):
    error_type = ExceptionType.NETWORK


class AuthenticationError(ConnectionError):
    error_type = ExceptionType.AUTH


class AuthorizationError(ConnectionError):
    error_type = ExceptionType.AUTH


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
    error_type = ExceptionType.AUTH


class ModuleError(ResponseError):
    pass


class AuthenticationWrongNumberOfArgsError(ResponseError):
    error_type = ExceptionType.AUTH


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
    error_type = ExceptionType.SERVER


class SlotNotCoveredError(RedisClusterException):
    pass


class ClusterError(RedisError):
    pass


class ClusterDownError(ClusterError, ResponseError):
    def __init__(self, resp, status_code=None):
        super().__init__(resp, status_code=status_code)
        self.message = resp


class MasterDownError(ClusterDownError):
    pass


class TryAgainError(ResponseError):
    pass


class ClusterCrossSlotError(ResponseError):
    message = "Keys in request don't hash to the same slot"


class CrossSlotTransactionError(RedisClusterException):
    pass


class InvalidPipelineStack(RedisClusterException):
    pass


class AskError(ResponseError):
    """The slot is on its way to another node: `slot host:port`."""

    def __init__(self, resp, status_code=None):
        super().__init__(resp, status_code=status_code)
        slot, _, address = resp.partition(" ")
        host, _, port = address.rpartition(":")
        self.message = resp
        self.slot_id = int(slot)
        self.host, self.port = host, int(port)
        self.node_addr = (self.host, self.port)


class MovedError(AskError):
    """The slot lives on another node."""


class IncorrectPolicyType(Exception):
    pass
