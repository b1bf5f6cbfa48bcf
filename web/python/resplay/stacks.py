"""Whether a program may have to wait within a plain function.

Python runs on a stack that the browser can put aside only if a turn was begun in a way that costs a
tenth of a millisecond each time. Most programs wait on the event loop alone, and are spared that.
"""

import ast
import sys

from . import rewrite, doubles

_WAITING = {"socket", "http", "urllib", "ftplib", "smtplib", "poplib", "imaplib", "xmlrpc", "ssl"}
_DYNAMIC = {"importlib", "runpy", "code", "pkgutil", "unittest", "doctest", "timeit"}
_LOOPS = sys.stdlib_module_names - _WAITING - _DYNAMIC | {"aioredis", "uvloop"}
_ASYNCHRONOUS = ("redis.asyncio", "redis.exceptions", "redis.backoff", "redis.retry")
_RUNNING = {"run", "run_until_complete", "run_forever", "Runner"}


def may_wait(text):
    """False only for a program that certainly leaves all waiting to its top level's event loop."""
    try:
        tree, _ = rewrite.parse(text, "")
    except (SyntaxError, ValueError, RecursionError):
        return False  # it will not run at all
    handed_over = set(_handed_over(tree))
    spared = {node.name for node in ast.walk(tree) if doubles.stands_for(node)}
    return any(
        _waits(node) or getattr(node, "id", getattr(node, "attr", None)) in spared
        for node in _nodes(tree)
        if id(node) not in handed_over
    )


def _nodes(node, is_derived=False):
    """The nodes of what may run: where only the top level calls a function, its double does."""
    for child in ast.iter_child_nodes(node):
        if doubles.stands_for(child) and len(child.decorator_list) == 1 and not is_derived:
            yield from _nodes(child.args)
        else:
            yield child
            # Who derives a class may be called by others, as a thread's run is.
            yield from _nodes(child, isinstance(child, ast.ClassDef) and bool(child.bases))


def _handed_over(tree):
    """What the rewritten top level runs: it waits by itself."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id == rewrite.CALL:
                yield id(node.args[0])
            elif node.func.id == rewrite.ENTER:
                yield id(getattr(node.args[0], "func", None))


def _waits(node):
    if isinstance(node, ast.Import):
        return any(not _is_asynchronous(alias) for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        return _imports_waiting(node)
    if isinstance(node, ast.Attribute):
        return node.attr in _RUNNING
    return isinstance(node, ast.Name) and node.id in _RUNNING | {"exec", "eval", "__import__"}


def _is_asynchronous(alias):
    if alias.name.startswith(_ASYNCHRONOUS):
        return alias.asname is not None  # or else it gives a name to redis itself
    return alias.name.partition(".")[0] in _LOOPS


def _imports_waiting(node):
    module = node.module or ""
    if module == "redis":
        names = (alias.name for alias in node.names)
        return not all(name in ("asyncio", "exceptions") or name.endswith("Error") for name in names)
    return not module.startswith(_ASYNCHRONOUS) and module.partition(".")[0] not in _LOOPS
