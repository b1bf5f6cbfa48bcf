"""The fields of an index."""


class Field:
    """A name, its type, and what is said of it."""

    kind = ""

    def __init__(self, name, args=(), sortable=False, no_index=False, as_name=None):
        self.name = name
        self.as_name = as_name
        self.args = [*args, *(["SORTABLE"] if sortable else []), *(["NOINDEX"] if no_index else [])]

    def redis_args(self):
        alias = ["AS", self.as_name] if self.as_name else []
        return [self.name, *alias, self.kind, *self.args]


class TextField(Field):
    kind = "TEXT"

    def __init__(self, name, weight=1.0, no_stem=False, phonetic_matcher=None, **kwargs):
        pieces = ["NOSTEM"] if no_stem else []
        pieces += [] if phonetic_matcher is None else ["PHONETIC", phonetic_matcher]
        super().__init__(name, [*pieces, "WEIGHT", weight], **kwargs)


class NumericField(Field):
    kind = "NUMERIC"

    def __init__(self, name, **kwargs):
        super().__init__(name, **kwargs)


class GeoField(Field):
    kind = "GEO"

    def __init__(self, name, **kwargs):
        super().__init__(name, **kwargs)


class TagField(Field):
    kind = "TAG"

    def __init__(self, name, separator=",", case_sensitive=False, **kwargs):
        pieces = ["CASESENSITIVE"] if case_sensitive else []
        super().__init__(name, ["SEPARATOR", separator, *pieces], **kwargs)


class VectorField(Field):
    kind = "VECTOR"

    def __init__(self, name, algorithm, attributes, **kwargs):
        pairs = [part for pair in attributes.items() for part in pair]
        super().__init__(name, [algorithm.upper(), len(pairs), *pairs], **kwargs)
