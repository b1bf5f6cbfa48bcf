"""Wheels: packages of pure Python that a page is given, which programs then import."""

import importlib
import io
import re
import shutil
import sys
import zipfile
from pathlib import Path, PurePosixPath

_ROOT = Path("/wheels")
_MOST = 64 << 20  # bytes, unpacked: a page's memory is the learner's
_COMPILED = (".so", ".pyd", ".dylib", ".dll")

_mounted = {}  # a project's name, as compared -> what add returns of it


class Refused(ValueError):
    """Why a file cannot be used, in a sentence."""


def add(file, data):
    """Has programs find what a wheel holds; returns its name, its version and its modules."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            wheel = _Wheel(file, archive)
            wheel.check()
            wheel.unpack()
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise Refused(_unreadable(file, data)) from error
    remove(wheel.name)
    wheel.folder.rename(_folder(wheel.name))
    _mounted[_key(wheel.name)] = wheel.name
    importlib.invalidate_caches()
    return [wheel.name, wheel.version, _modules(_folder(wheel.name))]


def remove(name):
    """Takes a wheel away, by the name of its project."""
    known = _mounted.pop(_key(name), None)
    if known is not None:
        shutil.rmtree(_folder(known))
        importlib.invalidate_caches()


def folders():
    """Where the wheels are, the newest first, for sys.path."""
    return [str(_folder(name)) for name in reversed(_mounted.values())]


def _key(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def _folder(name):
    return _ROOT / _key(name)


def _modules(folder):
    """What a program imports from a folder."""
    found = set()
    for path in folder.iterdir():
        if path.suffix == ".py":
            found.add(path.stem)
        elif path.is_dir() and any(path.rglob("*.py")):
            found.add(path.name)
    return sorted(found)


def _unreadable(file, data):
    if file.endswith((".tar.gz", ".tgz", ".zip")):
        return f"{file} is no wheel: take the project's file that ends in -py3-none-any.whl."
    if not data.startswith(b"PK"):
        return f"{file} is no wheel: a wheel is a zip archive, and its name ends in .whl."
    return f"{file} is damaged: it cannot be unpacked. Download it once more."


class _Wheel:
    """A wheel, from an archive to a folder."""

    folder = _ROOT / ".unpacking"

    def __init__(self, file, archive):
        self._file = file
        self._archive = archive
        self._names = [info.filename for info in archive.infolist() if not info.is_dir()]
        self.name = self.version = ""

    def _refuse(self, why):
        raise Refused(f"{self._file} {why}.")

    def check(self):
        """Refuses what would not run here; reads the name and the version."""
        about = self._headers("WHEEL")
        metadata = self._headers("METADATA")
        if about is None or metadata is None or not metadata["Name"]:
            self._refuse("is no wheel: it has no description of a package (a folder .dist-info)")
        self.name, self.version = metadata["Name"], metadata["Version"] or ""
        self._check_tags(about.get_all("Tag", []))
        if any(name.endswith(_COMPILED) for name in self._names):
            self._refuse_compiled()
        self._check_python(metadata["Requires-Python"] or "")
        if sum(info.file_size for info in self._archive.infolist()) > _MOST:
            self._refuse(f"is too large: a wheel may have {_MOST >> 20} MB here when unpacked")
        for name in self._names:
            if name.startswith("/") or ".." in PurePosixPath(name).parts:
                self._refuse("is damaged: it has files outside of its own folder")

    def _headers(self, file):
        """A file of the package's description, or None."""
        from email.parser import HeaderParser  # takes a tenth of a second, and few add wheels

        for name in self._names:
            path = PurePosixPath(name)
            if path.name == file and path.parent.suffix == ".dist-info" and len(path.parts) == 2:
                return HeaderParser().parsestr(self._archive.read(name).decode(errors="replace"))
        return None

    def _check_tags(self, tags):
        if not tags:
            return
        pure = [tag for tag in tags if tag.endswith("-none-any")]
        if not pure:
            self._refuse_compiled()
        if not any(re.match(r"(?:\w+\.)*(py3|cp3)", tag) for tag in pure):
            self._refuse("is for Python 2: this page runs Python 3")

    def _refuse_compiled(self):
        self._refuse(
            "has compiled code, which cannot run in this page: "
            "only wheels of pure Python can, whose names end in -py3-none-any.whl"
        )

    def _check_python(self, wanted):
        for major, minor in re.findall(r">=?\s*(\d+)\.(\d+)", wanted):
            if (int(major), int(minor)) > sys.version_info[:2]:
                here = f"{sys.version_info[0]}.{sys.version_info[1]}"
                self._refuse(f"wants Python {wanted}: this page runs {here}")

    def unpack(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        for name in self._names:
            path = self._place(PurePosixPath(name))
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(self._archive.read(name))

    def _place(self, path):
        """Where a file goes; scripts and headers go nowhere."""
        parts = path.parts
        if parts[0].endswith(".data"):
            if len(parts) < 3 or parts[1] not in ("purelib", "platlib"):
                return None
            parts = parts[2:]
        return self.folder.joinpath(*parts)
