"""Keeps what the page's own modules compile to: a run may have to import them anew."""

import sys
from importlib.machinery import FileFinder, SourceFileLoader

from .shelf import shelf

_codes = {}  # by path


class _Loader(SourceFileLoader):
    """Reads a file once: these do not change while the page is open."""

    def get_code(self, fullname):
        code = _codes.get(self.path)
        if code is None:
            code = _codes[self.path] = super().get_code(fullname)
        return code

    def exec_module(self, module):
        # Those of redis are many, and their import does nothing but make them.
        if module.__name__.partition(".")[0] == "redis":
            shelf.load(super().exec_module, module)
        else:
            super().exec_module(module)


def keep(root):
    """Has modules below a folder read so; call it ahead of their first import."""
    find = FileFinder.path_hook((_Loader, [".py"]))

    def hook(path):
        if not path.startswith(root):
            raise ImportError("this is not a folder of the page's own", path=path)
        return find(path)

    sys.path_hooks.insert(0, hook)
    sys.path_importer_cache.clear()
