"""Tries again what failed for a reason that may pass, without blocking the event loop."""

import asyncio

from ..exceptions import ConnectionError, TimeoutError
from ..retry import AbstractRetry


class Retry(AbstractRetry):
    def __init__(self, backoff, retries, supported_errors=(ConnectionError, TimeoutError)):
        super().__init__(backoff, retries, supported_errors)

    async def call_with_retry(self, do, fail, is_retryable=None, with_failure_count=False):
        """await do() until it succeeds; await fail(error) after each time that it does not."""
        self._backoff.reset()
        failures = 0
        while True:
            try:
                return await do()
            except self._supported_errors as error:
                if is_retryable and not is_retryable(error):
                    raise
                failures += 1
                await (fail(error, failures) if with_failure_count else fail(error))
                delay = self._delay(failures)
                if delay is None:
                    raise
                if delay > 0:
                    await asyncio.sleep(delay)
