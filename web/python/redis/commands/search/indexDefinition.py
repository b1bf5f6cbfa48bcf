"""Where redis-py 4 and 5 have what index_definition has."""

from .index_definition import IndexDefinition, IndexType

__all__ = ["IndexDefinition", "IndexType"]
