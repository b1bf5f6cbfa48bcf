"""Commands that run code in the server, and those that publish."""

import hashlib

from ..exceptions import DataError, NoScriptError


class ScriptCommands:
    def eval(self, script, numkeys, *keys_and_args):
        return self.execute_command("EVAL", script, numkeys, *keys_and_args)

    def eval_ro(self, script, numkeys, *keys_and_args):
        return self.execute_command("EVAL_RO", script, numkeys, *keys_and_args)

    def evalsha(self, sha, numkeys, *keys_and_args):
        return self.execute_command("EVALSHA", sha, numkeys, *keys_and_args)

    def evalsha_ro(self, sha, numkeys, *keys_and_args):
        return self.execute_command("EVALSHA_RO", sha, numkeys, *keys_and_args)

    def script_exists(self, *args):
        return self.execute_command("SCRIPT EXISTS", *args)

    def script_debug(self, *args):
        raise NotImplementedError("SCRIPT DEBUG is intentionally not implemented in the client.")

    def script_flush(self, sync_type=None):
        if sync_type not in ("SYNC", "ASYNC", None):
            raise DataError(
                "SCRIPT FLUSH defaults to SYNC in redis > 6.2, or "
                "accepts SYNC/ASYNC. For older versions, "
                "of redis leave as None."
            )
        return self.execute_command("SCRIPT FLUSH", *filter(None, [sync_type]))

    def script_kill(self):
        return self.execute_command("SCRIPT KILL")

    def script_load(self, script):
        return self.execute_command("SCRIPT LOAD", script)

    def register_script(self, script):
        return self._script_class(self, script)


class _Script:
    """A script known to the client by its digest; calling it runs it."""

    def __init__(self, registered_client, script):
        self.registered_client = registered_client
        self.script = script
        text = registered_client.get_encoder().encode(script)
        self.sha = hashlib.sha1(text).hexdigest()


class Script(_Script):
    def get_encoder(self):
        return self.registered_client.get_encoder()

    def __call__(self, keys=None, args=None, client=None):
        client = client or self.registered_client
        arguments = (len(keys or ()), *(keys or ()), *(args or ()))
        if client.is_pipeline:
            client.scripts.add(self)
            return client.evalsha(self.sha, *arguments)
        try:
            return client.evalsha(self.sha, *arguments)
        except NoScriptError:
            self.sha = client.script_load(self.script)
            return client.evalsha(self.sha, *arguments)


class AsyncScript(_Script):
    async def __call__(self, keys=None, args=None, client=None):
        client = client or self.registered_client
        arguments = (len(keys or ()), *(keys or ()), *(args or ()))
        if client.is_pipeline:
            client.scripts.add(self)
            return client.evalsha(self.sha, *arguments)
        try:
            return await client.evalsha(self.sha, *arguments)
        except NoScriptError:
            self.sha = await client.script_load(self.script)
            return await client.evalsha(self.sha, *arguments)


class FunctionCommands:
    def fcall(self, function, numkeys, *keys_and_args):
        return self.execute_command("FCALL", function, numkeys, *keys_and_args)

    def fcall_ro(self, function, numkeys, *keys_and_args):
        return self.execute_command("FCALL_RO", function, numkeys, *keys_and_args)

    def function_delete(self, library):
        return self.execute_command("FUNCTION DELETE", library)

    def function_dump(self):
        return self.execute_command("FUNCTION DUMP", NEVER_DECODE=True)

    def function_flush(self, mode="SYNC"):
        return self.execute_command("FUNCTION FLUSH", mode)

    def function_kill(self):
        return self.execute_command("FUNCTION KILL")

    def function_list(self, library="*", withcode=False):
        pieces = ["WITHCODE"] if withcode else []
        return self.execute_command("FUNCTION LIST", "LIBRARYNAME", library, *pieces)

    def function_load(self, code, replace=False):
        return self.execute_command("FUNCTION LOAD", *(["REPLACE"] if replace else []), code)

    def function_restore(self, payload, policy="APPEND"):
        return self.execute_command("FUNCTION RESTORE", payload, policy)

    def function_stats(self):
        return self.execute_command("FUNCTION STATS")


class PubSubCommands:
    def publish(self, channel, message, **kwargs):
        return self.execute_command("PUBLISH", channel, message, **kwargs)

    def spublish(self, shard_channel, message):
        return self.execute_command("SPUBLISH", shard_channel, message)

    def pubsub_channels(self, pattern="*", **kwargs):
        return self.execute_command("PUBSUB CHANNELS", pattern, **kwargs)

    def pubsub_numpat(self, **kwargs):
        return self.execute_command("PUBSUB NUMPAT", **kwargs)

    def pubsub_numsub(self, *args, **kwargs):
        return self.execute_command("PUBSUB NUMSUB", *args, **kwargs)

    def pubsub_shardchannels(self, pattern="*", **kwargs):
        return self.execute_command("PUBSUB SHARDCHANNELS", pattern, **kwargs)

    def pubsub_shardnumsub(self, *args, **kwargs):
        return self.execute_command("PUBSUB SHARDNUMSUB", *args, **kwargs)
