"""Commands that a sentinel answers; a server that is none says so."""

import warnings


class SentinelCommands:
    def sentinel(self, *args):
        warnings.warn("Use the individual sentinel_* methods", DeprecationWarning, stacklevel=2)

    def sentinel_ckquorum(self, new_master_name):
        return self.execute_command("SENTINEL CKQUORUM", new_master_name)

    def sentinel_failover(self, new_master_name):
        return self.execute_command("SENTINEL FAILOVER", new_master_name)

    def sentinel_flushconfig(self):
        return self.execute_command("SENTINEL FLUSHCONFIG")

    def sentinel_get_master_addr_by_name(self, service_name, return_responses=False):
        return self.execute_command("SENTINEL GET-MASTER-ADDR-BY-NAME", service_name)

    def sentinel_master(self, service_name, return_responses=False):
        return self.execute_command("SENTINEL MASTER", service_name)

    def sentinel_masters(self):
        return self.execute_command("SENTINEL MASTERS")

    def sentinel_monitor(self, name, ip, port, quorum):
        return self.execute_command("SENTINEL MONITOR", name, ip, port, quorum)

    def sentinel_remove(self, name):
        return self.execute_command("SENTINEL REMOVE", name)

    def sentinel_reset(self, pattern):
        return self.execute_command("SENTINEL RESET", pattern)

    def sentinel_sentinels(self, service_name, return_responses=False):
        return self.execute_command("SENTINEL SENTINELS", service_name)

    def sentinel_set(self, name, option, value):
        return self.execute_command("SENTINEL SET", name, option, value)

    def sentinel_slaves(self, service_name):
        return self.execute_command("SENTINEL SLAVES", service_name)
