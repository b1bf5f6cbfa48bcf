"""Gives each run a fresh interpreter: what one program changes, the next does not see."""

import asyncio
import logging
import os
import shutil
import sys
import warnings

from . import (
    dice,
    executors,
    exits,
    interrupts,
    output,
    port,
    signals,
    source,
    tasks,
    threads,
    wheels,
)
from .shelf import restore_names, shelf

_KEPT = {}  # name of a module -> (module, its namespace) as it was before any program ran
_KEPT_LOGGERS = set()
_FOLDERS = ("/tmp", os.environ.get("HOME", "/home/learner"))  # where programs write files
_OURS = ("resplay", "__main__", "sys", "pyodide", "_pyodide", "js")


def remember():
    """Notes the modules as they are; what a program changes in them is undone to here."""
    for name, module in sys.modules.items():
        namespace = getattr(module, "__dict__", None)
        if namespace is not None and name.partition(".")[0] not in _OURS:
            _KEPT[name] = (module, dict(namespace))
    _KEPT_LOGGERS.update(logging.Logger.manager.loggerDict)


def _restore_modules(path):
    for name, (module, namespace) in _KEPT.items():
        sys.modules[name] = module
        restore_names(module, namespace)
    # The standard library stays loaded. The clients go, redis onto its shelf.
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None) or ""
        if name not in _KEPT and file.startswith(path) and not name.startswith("resplay"):
            del sys.modules[name]


def _restore_logging():
    """Takes away what a program has set up: loggers keep it in themselves."""
    root = logging.getLogger()
    for handler in list(root.handlers):
        root.removeHandler(handler)
    root.setLevel(logging.WARNING)
    for name in set(logging.Logger.manager.loggerDict) - _KEPT_LOGGERS:
        del logging.Logger.manager.loggerDict[name]
    logging.disable(logging.NOTSET)


def _restore_files(environment):
    """Takes away a program's files, and what it has set in the environment."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(_FOLDERS[-1])
    for folder in _FOLDERS:
        for entry in os.scandir(folder) if os.path.isdir(folder) else ():
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path, ignore_errors=True)
            else:
                os.remove(entry.path)


class Surroundings:
    """What a program finds around itself, from its first line to its last."""

    def __init__(self, here, path):
        self._port = here
        self._path = tuple(path)

    def __enter__(self):
        self._streams = (sys.stdout, sys.stderr, sys.stdin)
        self._lists = [(kept, list(kept)) for kept in (sys.path, sys.argv, warnings.filters)]
        self._environment = dict(os.environ)
        sys.path[:0] = self._path
        sys.argv[:] = [source.FILE]
        self._before = port.use(self._port)
        tasks.use(tasks.Recorder())
        shelf.begin(self._path, alone=not wheels.folders())
        threads.begin()
        executors.begin()
        signals.begin()
        exits.begin()
        output.install()

    def __exit__(self, *error):
        interrupts.end()
        signals.end()
        asyncio.set_event_loop(None)
        tasks.use(None)
        port.use(self._before)
        source.forget()
        sys.stdout, sys.stderr, sys.stdin = self._streams
        for current, kept in self._lists:
            current[:] = kept
        dice.end()
        _restore_modules(self._path)
        shelf.end()
        _restore_files(self._environment)
        _restore_logging()
