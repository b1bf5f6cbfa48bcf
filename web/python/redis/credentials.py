"""Credential providers: objects that say with which name and password to log in."""


class CredentialProvider:
    """The interface: what get_credentials returns is sent with AUTH."""

    def get_credentials(self):
        raise NotImplementedError("get_credentials must be implemented")

    async def get_credentials_async(self):
        return self.get_credentials()


class UsernamePasswordCredentialProvider(CredentialProvider):
    def __init__(self, username=None, password=None):
        self.username = username or ""
        self.password = password or ""

    def get_credentials(self):
        if self.username:
            return self.username, self.password
        return (self.password,)
