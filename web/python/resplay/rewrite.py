"""Rewrites a program's top level so that what runs an event loop there can hand over to the world.

A plain call cannot pause Python while JavaScript works, an await can. So `asyncio.run(main())`
at module level becomes `await __resplay_call__(asyncio.run, main())`, at the same place.
"""

import ast

from . import doubles

CALL = "__resplay_call__"
ENTER = "__resplay_enter__"

_RUNNING = {"run", "run_until_complete", "run_forever"}
_SCOPES = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.Lambda,
    ast.ClassDef,
    ast.GeneratorExp,
)


def parse(text, filename):
    """The program's tree with such calls rewritten, and whether it awaits at top level itself."""
    tree = compile(text, filename, "exec", _FLAGS)
    awaits = any(map(_awaits, _top_level(tree)))
    imported = _imported_runs(tree)
    found = doubles.names(tree, _Rewriter(imported).rewrites)
    rewriter = _Rewriter(imported, found)
    tree = rewriter.visit(doubles.Maker(found, rewriter.visit).visit(tree))
    return ast.fix_missing_locations(tree), awaits


_FLAGS = ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT


def _top_level(node):
    """The nodes that run with the module, not in a scope of their own."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, _SCOPES):
            yield child
            yield from _top_level(child)


def _awaits(node):
    if isinstance(node, ast.comprehension):
        return bool(node.is_async)
    return isinstance(node, ast.Await | ast.AsyncFor | ast.AsyncWith)


def _imported_runs(tree):
    """The names under which the program imported a `run`."""
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name == "run"
    }


class _Rewriter(ast.NodeTransformer):
    def __init__(self, imported, found=()):
        self._imported = imported
        self._found = found  # names of the program's functions that have doubles

    def rewrites(self, node):
        """Whether a node is one of those that this is for."""
        if isinstance(node, ast.With):
            return any(_makes_runner(item.context_expr) for item in node.items)
        return isinstance(node, ast.Call) and self._runs(node.func)

    def _leave(self, node):
        return node

    visit_FunctionDef = visit_AsyncFunctionDef = visit_Lambda = _leave
    visit_ClassDef = visit_GeneratorExp = _leave

    def visit_Call(self, node):
        self.generic_visit(node)
        if not self._runs(node.func):
            return node
        helper = ast.copy_location(ast.Name(CALL, ast.Load()), node.func)
        call = ast.copy_location(ast.Call(helper, [node.func, *node.args], node.keywords), node)
        return ast.copy_location(ast.Await(call), node)

    def _runs(self, func):
        if isinstance(func, ast.Attribute):
            return func.attr in _RUNNING or func.attr in self._found
        return isinstance(func, ast.Name) and (
            func.id in self._imported or func.id in self._found
        )

    def visit_With(self, node):
        """`with asyncio.Runner() as runner` runs the loop when it ends."""
        self.generic_visit(node)
        if not any(_makes_runner(item.context_expr) for item in node.items):
            return node
        for item in node.items:
            helper = ast.copy_location(ast.Name(ENTER, ast.Load()), item.context_expr)
            item.context_expr = ast.copy_location(
                ast.Call(helper, [item.context_expr], []), item.context_expr
            )
        return ast.copy_location(ast.AsyncWith(node.items, node.body), node)


def _makes_runner(expression):
    func = getattr(expression, "func", None)
    return getattr(func, "attr", getattr(func, "id", None)) == "Runner"
