"""Which keys an index is over."""

import enum


class IndexType(enum.Enum):
    """The type of the keys."""

    HASH = 1
    JSON = 2


class IndexDefinition:
    def __init__(self, prefix=(), filter=None, language=None, index_type=None, score=None):
        self.args = [
            *([] if index_type is None else ["ON", index_type.name]),
            *(["PREFIX", len(prefix), *prefix] if prefix else []),
            *([] if filter is None else ["FILTER", filter]),
            *([] if language is None else ["LANGUAGE", language]),
            *([] if score is None else ["SCORE", score]),
        ]
