"""Commands of a cluster, which the page's one server is none of: its answer says so."""

from ..util import wait_ok


def _absent(words):
    raise NotImplementedError(
        f"aioredis 1.3 has no {words} of its own: await execute('CLUSTER', ...), "
        "and the page's one server will answer that it is in no cluster"
    )


class ClusterCommandsMixin:
    def cluster_add_slots(self, slot, *slots):
        _check_slots(slot, *slots)
        return wait_ok(self.execute(b"CLUSTER", b"ADDSLOTS", slot, *slots))

    def cluster_count_failure_reports(self, node_id):
        return self.execute(b"CLUSTER", b"COUNT-FAILURE-REPORTS", node_id)

    def cluster_count_key_in_slots(self, slot):
        if not isinstance(slot, int):
            raise TypeError(f"Expected slot to be of type int, got {type(slot)}")
        return self.execute(b"CLUSTER", b"COUNTKEYSINSLOT", slot)

    def cluster_del_slots(self, slot, *slots):
        _check_slots(slot, *slots)
        return wait_ok(self.execute(b"CLUSTER", b"DELSLOTS", slot, *slots))

    def cluster_failover(self):
        _absent("cluster_failover")

    def cluster_forget(self, node_id):
        return wait_ok(self.execute(b"CLUSTER", b"FORGET", node_id))

    def cluster_get_keys_in_slots(self, slot, count, *, encoding):
        return self.execute(b"CLUSTER", b"GETKEYSINSLOT", slot, count, encoding=encoding)

    def cluster_info(self):
        _absent("cluster_info")

    def cluster_keyslot(self, key):
        return self.execute(b"CLUSTER", b"KEYSLOT", key)

    def cluster_meet(self, ip, port):
        return wait_ok(self.execute(b"CLUSTER", b"MEET", ip, port))

    def cluster_nodes(self):
        _absent("cluster_nodes")

    def cluster_replicate(self, node_id):
        return wait_ok(self.execute(b"CLUSTER", b"REPLICATE", node_id))

    def cluster_reset(self, *, hard=False):
        return wait_ok(self.execute(b"CLUSTER", b"RESET", b"HARD" if hard else b"SOFT"))

    def cluster_save_config(self):
        return wait_ok(self.execute(b"CLUSTER", b"SAVECONFIG"))

    def cluster_set_config_epoch(self, config_epoch):
        return wait_ok(self.execute(b"CLUSTER", b"SET-CONFIG-EPOCH", config_epoch))

    def cluster_setslot(self, slot, command, node_id):
        _absent("cluster_setslot")

    def cluster_slaves(self, node_id):
        _absent("cluster_slaves")

    def cluster_slots(self):
        _absent("cluster_slots")


def _check_slots(*slots):
    if not all(isinstance(slot, int) for slot in slots):
        raise TypeError("All parameters must be of type int")
