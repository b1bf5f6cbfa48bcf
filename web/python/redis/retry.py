"""Tries again what failed for a reason that may pass."""

import builtins
import time

from .exceptions import ConnectionError, TimeoutError


class AbstractRetry:
    """How often to try again, for which errors, and how long to wait in between."""

    _supported_errors = (ConnectionError, TimeoutError)

    def __init__(self, backoff, retries, supported_errors):
        self._backoff = backoff
        self._retries = retries
        self._supported_errors = tuple(supported_errors)

    def __eq__(self, other):
        if not isinstance(other, AbstractRetry):
            return NotImplemented
        return (
            self._backoff == other._backoff
            and self._retries == other._retries
            and set(self._supported_errors) == set(other._supported_errors)
        )

    def __hash__(self):
        return hash((self._backoff, self._retries, frozenset(self._supported_errors)))

    def update_supported_errors(self, specified_errors):
        more = (*self._supported_errors, *specified_errors)
        self._supported_errors = tuple(dict.fromkeys(more))

    def get_retries(self):
        return self._retries

    def update_retries(self, value):
        self._retries = value

    def _delay(self, failures):
        """Seconds to wait, or None once there are too many failures. -1 retries is no end."""
        if 0 <= self._retries < failures:
            return None
        return self._backoff.compute(failures)


class Retry(AbstractRetry):
    def __init__(
        self,
        backoff,
        retries,
        supported_errors=(ConnectionError, TimeoutError, builtins.TimeoutError),
    ):
        super().__init__(backoff, retries, supported_errors)

    def call_with_retry(self, do, fail, is_retryable=None, with_failure_count=False):
        """do() until it succeeds; fail(error) after each time that it does not."""
        self._backoff.reset()
        failures = 0
        while True:
            try:
                return do()
            except self._supported_errors as error:
                if is_retryable and not is_retryable(error):
                    raise
                failures += 1
                fail(error, failures) if with_failure_count else fail(error)
                delay = self._delay(failures)
                if delay is None:
                    raise
                if delay > 0:
                    time.sleep(delay)
