"""Credential providers: objects that say with which name and password to log in."""

import logging
from abc import ABC, abstractmethod

logger = logging.getLogger(__name__)


class CredentialProvider:
    """The interface: what get_credentials returns is sent with AUTH."""

    def get_credentials(self):
        raise NotImplementedError("get_credentials must be implemented")

    async def get_credentials_async(self):
        logger.warning(
            "%s has no get_credentials_async: get_credentials is called, which may block",
            type(self).__name__,
        )
        return self.get_credentials()


class StreamingCredentialProvider(CredentialProvider, ABC):
    """A provider that tells its listeners of new credentials."""

    @abstractmethod
    def on_next(self, callback):
        """Has callback called with each token that follows."""

    @abstractmethod
    def on_error(self, callback):
        """Has callback called when there is no next token."""

    @abstractmethod
    def is_streaming(self):
        """Whether tokens are being renewed."""


class UsernamePasswordCredentialProvider(CredentialProvider):
    def __init__(self, username=None, password=None):
        self.username = username or ""
        self.password = password or ""

    def get_credentials(self):
        if self.username:
            return self.username, self.password
        return (self.password,)

    async def get_credentials_async(self):
        return self.get_credentials()
