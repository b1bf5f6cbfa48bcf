"""Commands that run scripts."""

from ..util import wait_ok


class ScriptingCommandsMixin:
    def eval(self, script, keys=[], args=[]):
        return self.execute(b"EVAL", script, len(keys), *(keys + args))

    def evalsha(self, digest, keys=[], args=[]):
        return self.execute(b"EVALSHA", digest, len(keys), *(keys + args))

    def script_exists(self, digest, *digests):
        return self.execute(b"SCRIPT", b"EXISTS", digest, *digests)

    def script_kill(self):
        return wait_ok(self.execute(b"SCRIPT", b"KILL"))

    def script_flush(self):
        return wait_ok(self.execute(b"SCRIPT", b"FLUSH"))

    def script_load(self, script):
        return self.execute(b"SCRIPT", b"LOAD", script)
