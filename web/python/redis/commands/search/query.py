"""What is searched for, and what of it is wanted."""


class Query:
    """A question in the search language; each method returns the query itself."""

    def __init__(self, query_string):
        self._text = query_string
        self._options = []
        self._page = (0, 10)

    def _with(self, *options):
        self._options += options
        return self

    def query_string(self):
        return self._text

    def no_content(self):
        return self._with("NOCONTENT")

    def return_fields(self, *fields):
        return self._with("RETURN", len(fields), *fields)

    def with_scores(self):
        return self._with("WITHSCORES")

    def verbatim(self):
        return self._with("VERBATIM")

    def sort_by(self, field, asc=True):
        return self._with("SORTBY", field, "ASC" if asc else "DESC")

    def dialect(self, dialect):
        return self._with("DIALECT", dialect)

    def paging(self, offset, num):
        self._page = (offset, num)
        return self

    def get_args(self):
        return [self._text, *self._options, "LIMIT", *self._page]
