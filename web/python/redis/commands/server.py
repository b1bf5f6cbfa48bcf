"""Commands about the server, its clients and its users."""

from ..exceptions import DataError
from ._arguments import flags, listed, option


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
        return self.execute_command("COMMAND DOCS", *args)

    def command_getkeys(self, *args):
        return self.execute_command("COMMAND GETKEYS", *args)

    def command_getkeysandflags(self, *args):
        return self.execute_command("COMMAND GETKEYSANDFLAGS", *args)

    def command_info(self, *args, **kwargs):
        return self.execute_command("COMMAND INFO", *args, **kwargs)

    def command_list(self, module=None, category=None, pattern=None):
        for by, value in (("MODULE", module), ("ACLCAT", category), ("PATTERN", pattern)):
            if value is not None:
                return self.execute_command("COMMAND LIST", "FILTERBY", by, value)
        return self.execute_command("COMMAND LIST")

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
        return self.execute_command("DEBUG SEGFAULT", **kwargs)

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
        return self.execute_command("LATENCY HISTOGRAM", *args)

    def latency_history(self, event):
        return self.execute_command("LATENCY HISTORY", event)

    def latency_latest(self):
        return self.execute_command("LATENCY LATEST")

    def latency_reset(self, *events):
        return self.execute_command("LATENCY RESET", *events)

    def lolwut(self, *version_numbers, **kwargs):
        pieces = ["VERSION", *version_numbers] if version_numbers else []
        return self.execute_command("LOLWUT", *pieces, **kwargs)

    def memory_doctor(self, **kwargs):
        raise NotImplementedError("MEMORY DOCTOR is intentionally not implemented in the client.")

    def memory_malloc_stats(self, **kwargs):
        return self.execute_command("MEMORY MALLOC-STATS", **kwargs)

    def memory_purge(self, **kwargs):
        return self.execute_command("MEMORY PURGE", **kwargs)

    def memory_stats(self, **kwargs):
        return self.execute_command("MEMORY STATS", **kwargs)

    def memory_usage(self, key, samples=None, **kwargs):
        return self.execute_command("MEMORY USAGE", key, *option("SAMPLES", samples), **kwargs)

    def module_list(self):
        return self.execute_command("MODULE LIST")

    def module_load(self, path, *args):
        return self.execute_command("MODULE LOAD", path, *args)

    def module_loadex(self, path, options=None, args=None):
        pieces = [*(["CONFIG", *options] if options else []), *(["ARGS", *args] if args else [])]
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
        return self.execute_command("SHUTDOWN", *pieces, **kwargs)

    def slaveof(self, host=None, port=None, **kwargs):
        where = ["NO", "ONE"] if host is None and port is None else [host, port]
        return self.execute_command("SLAVEOF", *where, **kwargs)

    def slowlog_get(self, num=None, **kwargs):
        return self.execute_command("SLOWLOG GET", *([] if num is None else [num]), **kwargs)

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


class ClusterCommands:
    def cluster(self, cluster_arg, *args, **kwargs):
        return self.execute_command(f"CLUSTER {cluster_arg.upper()}", *args, **kwargs)

    def readonly(self, **kwargs):
        return self.execute_command("READONLY", **kwargs)

    def readwrite(self, **kwargs):
        return self.execute_command("READWRITE", **kwargs)


class AclCommands:
    def acl_cat(self, category=None, **kwargs):
        return self.execute_command("ACL CAT", *filter(None, [category]), **kwargs)

    def acl_deluser(self, *username, **kwargs):
        return self.execute_command("ACL DELUSER", *username, **kwargs)

    def acl_dryrun(self, username, *args, **kwargs):
        return self.execute_command("ACL DRYRUN", username, *args, **kwargs)

    def acl_genpass(self, bits=None, **kwargs):
        return self.execute_command("ACL GENPASS", *([] if bits is None else [bits]), **kwargs)

    def acl_getuser(self, username, **kwargs):
        return self.execute_command("ACL GETUSER", username, **kwargs)

    def acl_help(self, **kwargs):
        return self.execute_command("ACL HELP", **kwargs)

    def acl_list(self, **kwargs):
        return self.execute_command("ACL LIST", **kwargs)

    def acl_load(self, **kwargs):
        return self.execute_command("ACL LOAD", **kwargs)

    def acl_log(self, count=None, **kwargs):
        return self.execute_command("ACL LOG", *([] if count is None else [count]), **kwargs)

    def acl_log_reset(self, **kwargs):
        return self.execute_command("ACL LOG", "RESET", **kwargs)

    def acl_save(self, **kwargs):
        return self.execute_command("ACL SAVE", **kwargs)

    def acl_setuser(
        self, username, enabled=False, nopass=False, passwords=None, hashed_passwords=None,
        categories=None, commands=None, keys=None, channels=None, selectors=None, reset=False,
        reset_keys=False, reset_channels=False, reset_passwords=False, **kwargs,
    ):  # fmt: skip
        if nopass and (passwords or hashed_passwords):
            raise DataError("Cannot set 'nopass' and supply 'passwords' or 'hashed_passwords'")
        rules = [
            *(["reset"] if reset else []),
            *(["resetkeys"] if reset_keys else []),
            *(["resetchannels"] if reset_channels else []),
            *(["resetpass"] if reset_passwords else []),
            "on" if enabled else "off",
            *_password_rules(passwords, ">", "<"),
            *_password_rules(hashed_passwords, "#", "!"),
            *(["nopass"] if nopass else []),
            *_signed_rules(categories, "@"),
            *_signed_rules(commands, ""),
            *(f"~{key}" for key in keys or ()),
            *(f"&{channel}" for channel in channels or ()),
            *(f"({commands} {keys})" for commands, keys in selectors or ()),
        ]
        return self.execute_command("ACL SETUSER", username, *rules, **kwargs)

    def acl_users(self, **kwargs):
        return self.execute_command("ACL USERS", **kwargs)

    def acl_whoami(self, **kwargs):
        return self.execute_command("ACL WHOAMI", **kwargs)


def _password_rules(passwords, adding, removing):
    for password in listed(passwords or ()):
        sign, rest = password[:1], password[1:]
        if sign not in ("+", "-"):
            raise DataError(
                f"Password {password!r} must be prefixed with a '+' to add or a '-' to remove"
            )
        yield f"{adding if sign == '+' else removing}{rest}"


def _signed_rules(rules, mark):
    for rule in rules or ():
        sign, rest = rule[:1], rule[1:].removeprefix(mark)
        if sign not in ("+", "-"):
            raise DataError(f'"{rule}" must be prefixed with "+" or "-"')
        yield f"{sign}{mark}{rest}"
