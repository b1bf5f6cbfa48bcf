"""Commands about the connection they are sent on, and about others."""

from ..exceptions import DataError
from ._arguments import flags, option


class ConnectionCommands:
    def auth(self, password, username=None, **kwargs):
        names = [] if username is None else [username]
        return self.execute_command("AUTH", *names, password, **kwargs)

    def client_getname(self, **kwargs):
        return self.execute_command("CLIENT GETNAME", **kwargs)

    def client_getredir(self, **kwargs):
        return self.execute_command("CLIENT GETREDIR", **kwargs)

    def client_id(self, **kwargs):
        return self.execute_command("CLIENT ID", **kwargs)

    def client_info(self, **kwargs):
        return self.execute_command("CLIENT INFO", **kwargs)

    def client_kill(self, address, **kwargs):
        return self.execute_command("CLIENT KILL", address, **kwargs)

    def client_kill_filter(
        self, _id=None, _type=None, addr=None, skipme=None, laddr=None, user=None, maxage=None,
        **kwargs,
    ):  # fmt: skip
        if _type is not None and str(_type).lower() not in _KILLED_TYPES:
            raise DataError(f"CLIENT KILL type must be one of {_KILLED_TYPES!r}")
        if skipme is not None and not isinstance(skipme, bool):
            raise DataError("CLIENT KILL skipme must be a bool")
        filters = [
            *option("TYPE", _type),
            *option("SKIPME", None if skipme is None else ("YES" if skipme else "NO")),
            *option("ID", _id),
            *option("ADDR", addr),
            *option("LADDR", laddr),
            *option("USER", user),
            *option("MAXAGE", maxage),
        ]
        if not filters:
            raise DataError(
                "CLIENT KILL <filter> <value> ... ... <filter> "
                "<value> must specify at least one filter"
            )
        return self.execute_command("CLIENT KILL", *filters, **kwargs)

    def client_list(self, _type=None, client_id=[], **kwargs):
        if _type is not None and str(_type).lower() not in _CLIENT_TYPES:
            raise DataError(f"CLIENT LIST _type must be one of {_CLIENT_TYPES!r}")
        if not isinstance(client_id, list):
            raise DataError("client_id must be a list")
        ids = ["ID", *client_id] if client_id else []
        return self.execute_command("CLIENT LIST", *option("TYPE", _type), *ids, **kwargs)

    def client_list_iter(self, _type=None, client_id=[], **kwargs):
        return self.client_list(_type, client_id, as_iter=True, **kwargs)

    def client_no_evict(self, mode):
        return self.execute_command("CLIENT NO-EVICT", mode)

    def client_no_touch(self, mode):
        return self.execute_command("CLIENT NO-TOUCH", mode)

    def client_pause(self, timeout, all=True, **kwargs):
        if not isinstance(timeout, int):
            raise DataError("CLIENT PAUSE timeout must be an integer")
        return self.execute_command("CLIENT PAUSE", timeout, *([] if all else ["WRITE"]), **kwargs)

    def client_reply(self, reply, **kwargs):
        if reply not in ("ON", "OFF", "SKIP"):
            raise DataError("CLIENT REPLY must be one of ['ON', 'OFF', 'SKIP']")
        return self.execute_command("CLIENT REPLY", reply, **kwargs)

    def client_setinfo(self, attr, value, **kwargs):
        return self.execute_command("CLIENT SETINFO", attr, value, **kwargs)

    def client_setname(self, name, **kwargs):
        return self.execute_command("CLIENT SETNAME", name, **kwargs)

    def client_tracking(
        self, on=True, clientid=None, prefix=[], bcast=False, optin=False, optout=False,
        noloop=False, **kwargs,
    ):  # fmt: skip
        if prefix and not bcast:
            raise DataError("Prefix can only be used with bcast")
        pieces = [
            *option("REDIRECT", clientid),
            *(part for one in prefix for part in ("PREFIX", one)),
            *flags(bcast=bcast, optin=optin, optout=optout, noloop=noloop),
        ]
        return self.execute_command("CLIENT TRACKING", "ON" if on else "OFF", *pieces, **kwargs)

    def client_tracking_on(
        self, clientid=None, prefix=[], bcast=False, optin=False, optout=False, noloop=False
    ):
        return self.client_tracking(True, clientid, prefix, bcast, optin, optout, noloop)

    def client_tracking_off(
        self, clientid=None, prefix=[], bcast=False, optin=False, optout=False, noloop=False
    ):
        return self.client_tracking(False, clientid, prefix, bcast, optin, optout, noloop)

    def client_trackinginfo(self, **kwargs):
        return self.execute_command("CLIENT TRACKINGINFO", **kwargs)

    def client_unblock(self, client_id, error=False, **kwargs):
        pieces = ["ERROR"] if error else []
        return self.execute_command("CLIENT UNBLOCK", int(client_id), *pieces, **kwargs)

    def client_unpause(self, **kwargs):
        return self.execute_command("CLIENT UNPAUSE", **kwargs)

    def echo(self, value, **kwargs):
        return self.execute_command("ECHO", value, **kwargs)

    def hello(self):
        raise NotImplementedError("HELLO is intentionally not implemented in the client.")

    def ping(self, **kwargs):
        return self.execute_command("PING", **kwargs)

    def psync(self, replicationid, offset):
        return self.execute_command("PSYNC", replicationid, offset, NEVER_DECODE=True)

    def quit(self, **kwargs):
        return self.execute_command("QUIT", **kwargs)

    def reset(self):
        return self.execute_command("RESET")

    def select(self, index, **kwargs):
        return self.execute_command("SELECT", index, **kwargs)

    def sync(self):
        return self.execute_command("SYNC", NEVER_DECODE=True)


_CLIENT_TYPES = ("normal", "master", "replica", "pubsub")
_KILLED_TYPES = ("normal", "master", "slave", "replica", "pubsub")
