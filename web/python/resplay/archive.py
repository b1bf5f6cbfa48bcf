"""The library's archive has bytecode beside its sources; modules are named after those all the same."""

import sys
import zipimport

_LIBRARY = sys._stdlib_dir
_found = zipimport._get_module_code


def _get_module_code(importer, fullname):
    """As the original, which names what it takes."""
    code, is_package, path = _found(importer, fullname)
    return code, is_package, _source(path)


def _source(path):
    of_library = path.startswith(_LIBRARY) and path.endswith(".pyc")
    return path.removesuffix("c") if of_library else path


def install():
    """Names what is to be imported, and what has been."""
    zipimport._get_module_code = _get_module_code
    for module in list(sys.modules.values()):
        spec = getattr(module, "__spec__", None)
        if spec is not None and isinstance(spec.loader, zipimport.zipimporter):
            module.__file__ = spec.origin = _source(spec.origin)
            spec.cached = None  # it follows from the origin
            module.__cached__ = spec.cached
