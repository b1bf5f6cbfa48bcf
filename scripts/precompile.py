"""Compiles what a page starts with; precompile.mjs runs it in the interpreter that pages have."""

import py_compile
import sys
import zipfile
import zipimport
from importlib.util import cache_from_source
from pathlib import Path

LIBRARY = sys._stdlib_dir  # an archive, here


def start(root):
    """Loads what a page loads until its first program has called Redis; our modules lie at root."""
    from resplay import page, port

    page.install(root, 512)
    port.use(port.Port())  # the standard library's locks ask for the time
    import redis.asyncio


def write_ours(root, out):
    """Writes an archive of our modules, with the bytecode of those that are loaded."""
    loaded = {getattr(module, "__file__", None) for module in list(sys.modules.values())}
    with zipfile.ZipFile(out, "w") as archive:
        for path in sorted(Path(root).rglob("*.py")):
            _add(archive, path.relative_to(root), path.read_bytes())
            if str(path) in loaded:
                bytecode = Path(cache_from_source(path))
                _add(archive, bytecode.relative_to(root), _bytecode(path, path))


def write_library(out):
    """Writes the library's archive anew, where what is loaded has its bytecode beside it."""
    loaded = set(_loaded_of_library())
    source = Path("/tmp/module.py")
    with (
        zipfile.ZipFile(LIBRARY) as package,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
    ):
        for name in package.namelist():
            source.write_bytes(package.read(name))
            _add(archive, name, source.read_bytes())
            if name in loaded:
                _add(archive, f"{name}c", _bytecode(source, f"{LIBRARY}/{name}"))


def _loaded_of_library():
    """The names that loaded modules have in the archive. Others are part of the interpreter."""
    for module in list(sys.modules.values()):
        spec = getattr(module, "__spec__", None)
        if spec and isinstance(spec.loader, zipimport.zipimporter):
            yield spec.origin.removeprefix(f"{LIBRARY}/")


def _add(archive, name, data):
    entry = zipfile.ZipInfo(str(name))  # as old as zip archives can be
    archive.writestr(entry, data, archive.compression, archive.compresslevel)


def _bytecode(source, name):
    """What a source compiles to, which is to be taken whatever becomes of the source."""
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    file = py_compile.compile(source, "/tmp/module.pyc", name, doraise=True, invalidation_mode=mode)
    return Path(file).read_bytes()
