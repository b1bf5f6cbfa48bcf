"""FT.* commands of a client, on one index."""

from ..modules import Family


class Search(Family):
    """Commands by their names, the index ahead of what they are given."""

    def __init__(self, client, index_name="idx"):
        super().__init__(client, "FT", index_name)
        self.index_name = index_name

    def create_index(self, fields, definition=None):
        pieces = [*(definition.args if definition else ()), "SCHEMA"]
        for field in fields if isinstance(fields, list | tuple) else [fields]:
            pieces += field.redis_args()
        return self.client.execute_command("FT.CREATE", self.index_name, *pieces)

    def dropindex(self, delete_documents=False):
        pieces = ["DD"] if delete_documents else []
        return self.client.execute_command("FT.DROPINDEX", self.index_name, *pieces)

    def search(self, query, query_params=None):
        return self.client.execute_command("FT.SEARCH", *self._asked(query, query_params))

    def aggregate(self, query, query_params=None):
        return self.client.execute_command("FT.AGGREGATE", *self._asked(query, query_params))

    def _asked(self, query, query_params):
        pieces = [query] if isinstance(query, str) else query.get_args()
        values = [part for pair in (query_params or {}).items() for part in pair]
        return [self.index_name, *pieces, *(["PARAMS", len(values), *values] if values else [])]
