"""Paths into JSON documents, as programs write them."""


class Path:
    """A path in the older notation, from the root as ".": it is sent as its text."""

    strPath = ""

    def __init__(self, path):
        self.strPath = path

    @staticmethod
    def root_path():
        return "."

    def __repr__(self):
        return self.strPath
