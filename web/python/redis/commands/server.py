"""Commands about the server and the cluster it is part of."""

import enum

from ..exceptions import DataError
from ._arguments import flags, option


class ServerCommands:
    def bgrewriteaof(self, **kwargs):
        return self.execute_command("BGREWRITEAOF", **kwargs)

    def bgsave(self, schedule=True, **kwargs):
        return self.execute_command("BGSAVE", *flags(schedule=schedule), **kwargs)

    def command(self, **kwargs):
        return self.execute_command("COMMAND", **kwargs)

    def command_count(self, **kwargs):
        return self.execute_command("COMMAND COUNT", **kwargs)

    def command_docs(self, *args):
        raise NotImplementedError("COMMAND DOCS is intentionally not implemented in the client.")

    def command_getkeys(self, *args):
        return self.execute_command("COMMAND GETKEYS", *args)

    def command_getkeysandflags(self, *args):
        return self.execute_command("COMMAND GETKEYSANDFLAGS", *args)

    def command_info(self, **kwargs):
        raise NotImplementedError("COMMAND INFO is intentionally not implemented in the client.")

    def command_list(self, module=None, category=None, pattern=None):
        pieces = [
            *option("MODULE", module),
            *option("ACLCAT", category),
            *option("PATTERN", pattern),
        ]
        return self.execute_command("COMMAND LIST", *(["FILTERBY"] if pieces else []), *pieces)

    def config_get(self, pattern="*", *args, **kwargs):
        return self.execute_command("CONFIG GET", pattern, *args, **kwargs)

    def config_resetstat(self, **kwargs):
        return self.execute_command("CONFIG RESETSTAT", **kwargs)

    def config_rewrite(self, **kwargs):
        return self.execute_command("CONFIG REWRITE", **kwargs)

    def config_set(self, name, value, *args, **kwargs):
        return self.execute_command("CONFIG SET", name, value, *args, **kwargs)

    def dbsize(self, **kwargs):
        return self.execute_command("DBSIZE", **kwargs)

    def debug_object(self, key, **kwargs):
        return self.execute_command("DEBUG OBJECT", key, **kwargs)

    def debug_segfault(self, **kwargs):
        raise NotImplementedError("DEBUG SEGFAULT is intentionally not implemented in the client.")

    def failover(self):
        raise NotImplementedError("FAILOVER is intentionally not implemented in the client.")

    def flushall(self, asynchronous=False, **kwargs):
        return self.execute_command("FLUSHALL", *(["ASYNC"] if asynchronous else []), **kwargs)

    def flushdb(self, asynchronous=False, **kwargs):
        return self.execute_command("FLUSHDB", *(["ASYNC"] if asynchronous else []), **kwargs)

    def info(self, section=None, *args, **kwargs):
        sections = [] if section is None else [section, *args]
        return self.execute_command("INFO", *sections, **kwargs)

    def lastsave(self, **kwargs):
        return self.execute_command("LASTSAVE", **kwargs)

    def latency_doctor(self):
        raise NotImplementedError("LATENCY DOCTOR is intentionally not implemented in the client.")

    def latency_graph(self):
        raise NotImplementedError("LATENCY GRAPH is intentionally not implemented in the client.")

    def latency_histogram(self, *args):
        raise NotImplementedError(
            "LATENCY HISTOGRAM is intentionally not implemented in the client."
        )

    def latency_history(self, event):
        return self.execute_command("LATENCY HISTORY", event)

    def latency_latest(self):
        return self.execute_command("LATENCY LATEST")

    def latency_reset(self, *events):
        return self.execute_command("LATENCY RESET", *events)

    def lolwut(self, *version_numbers, **kwargs):
        command = "LOLWUT VERSION" if version_numbers else "LOLWUT"
        return self.execute_command(command, *version_numbers, **kwargs)

    def memory_doctor(self, **kwargs):
        raise NotImplementedError("MEMORY DOCTOR is intentionally not implemented in the client.")

    def memory_help(self, **kwargs):
        raise NotImplementedError("MEMORY HELP is intentionally not implemented in the client.")

    def memory_malloc_stats(self, **kwargs):
        return self.execute_command("MEMORY MALLOC-STATS", **kwargs)

    def memory_purge(self, **kwargs):
        return self.execute_command("MEMORY PURGE", **kwargs)

    def memory_stats(self, **kwargs):
        return self.execute_command("MEMORY STATS", **kwargs)

    def memory_usage(self, key, samples=None, **kwargs):
        pieces = ["SAMPLES", samples] if isinstance(samples, int) else []
        return self.execute_command("MEMORY USAGE", key, *pieces, **kwargs)

    def module_list(self):
        return self.execute_command("MODULE LIST")

    def module_load(self, path, *args):
        return self.execute_command("MODULE LOAD", path, *args)

    def module_loadex(self, path, options=None, args=None):
        pieces = [] if options is None else ["CONFIG", *options]
        pieces += [] if args is None else ["ARGS", *args]
        return self.execute_command("MODULE LOADEX", path, *pieces)

    def module_unload(self, name):
        return self.execute_command("MODULE UNLOAD", name)

    def replicaof(self, *args, **kwargs):
        return self.execute_command("REPLICAOF", *args, **kwargs)

    def role(self):
        return self.execute_command("ROLE")

    def save(self, **kwargs):
        return self.execute_command("SAVE", **kwargs)

    def shutdown(self, save=False, nosave=False, now=False, force=False, abort=False, **kwargs):
        if save and nosave:
            raise DataError("SHUTDOWN save and nosave cannot both be set")
        pieces = flags(save=save, nosave=nosave, now=now, force=force, abort=abort)
        return self._until_gone(lambda: self.execute_command("SHUTDOWN", *pieces, **kwargs))

    def slaveof(self, host=None, port=None, **kwargs):
        where = ["NO", "ONE"] if host is None and port is None else [host, port]
        return self.execute_command("SLAVEOF", *where, **kwargs)

    def slowlog_get(self, num=None, **kwargs):
        pieces = [] if num is None else [num]
        return self.execute_command("SLOWLOG GET", *pieces, NEVER_DECODE=True, **kwargs)

    def slowlog_len(self, **kwargs):
        return self.execute_command("SLOWLOG LEN", **kwargs)

    def slowlog_reset(self, **kwargs):
        return self.execute_command("SLOWLOG RESET", **kwargs)

    def swapdb(self, first, second, **kwargs):
        return self.execute_command("SWAPDB", first, second, **kwargs)

    def time(self, **kwargs):
        return self.execute_command("TIME", **kwargs)

    def wait(self, num_replicas, timeout, **kwargs):
        return self.execute_command("WAIT", num_replicas, timeout, **kwargs)

    def waitaof(self, num_local, num_replicas, timeout, **kwargs):
        return self.execute_command("WAITAOF", num_local, num_replicas, timeout, **kwargs)


class HotkeysMetricsTypes(enum.Enum):
    """What the server counts to find its busiest keys."""

    CPU = "CPU"
    NET = "NET"


class HotkeysCommands:
    def hotkeys_start(
        self, metrics, count=None, duration=None, sample_ratio=None, slots=None, **kwargs
    ):
        pieces = [
            *("METRICS", len(metrics), *(metric.value for metric in metrics)),
            *option("COUNT", count),
            *option("DURATION", duration),
            *option("SAMPLE", sample_ratio),
            *([] if slots is None else ["SLOTS", len(slots), *slots]),
        ]
        return self.execute_command("HOTKEYS START", *pieces, **kwargs)

    def hotkeys_stop(self, **kwargs):
        return self.execute_command("HOTKEYS STOP", **kwargs)

    def hotkeys_reset(self, **kwargs):
        return self.execute_command("HOTKEYS RESET", **kwargs)

    def hotkeys_get(self, **kwargs):
        return self.execute_command("HOTKEYS GET", **kwargs)


class ClusterCommands:
    def cluster(self, cluster_arg, *args, **kwargs):
        return self.execute_command(f"CLUSTER {cluster_arg.upper()}", *args, **kwargs)

    def readonly(self, **kwargs):
        return self.execute_command("READONLY", **kwargs)

    def readwrite(self, **kwargs):
        return self.execute_command("READWRITE", **kwargs)
