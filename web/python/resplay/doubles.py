"""Doubles: what a plain function of the program does, as a coroutine that can hand over to the world.

`def main(): asyncio.run(serve())` is called at the top level of most scripts. A plain function
cannot pause Python where the browser cannot, so such a function gets a double, which a call at the
top level runs in its place: the same lines, with the calls that run an event loop rewritten.
"""

import ast
import builtins
import copy
import functools
import types

DOUBLE = "__resplay_double__"

_ATTRIBUTE = "__resplay_turns__"
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


def own_nodes(node):
    """The nodes within a function's own scope."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, _SCOPES):
            yield child
            yield from own_nodes(child)


def called_name(call):
    """The last name of what is called, if it has one."""
    return getattr(call.func, "attr", getattr(call.func, "id", None))


def names(tree, runs):
    """The names of functions that run an event loop, or call one that does; runs tells of a node."""
    functions = [node for node in ast.walk(tree) if _has_double(node)]
    found = {node.name for node in functions if any(map(runs, own_nodes(node)))}
    while True:
        more = {node.name for node in functions if node.name not in found and _calls(node, found)}
        if not more:
            return found
        found |= more


def _has_double(node):
    if not isinstance(node, ast.FunctionDef) or getattr(node, "type_params", None):
        return False
    if node.name.startswith("__") and node.name.endswith("__"):
        return False  # called by Python itself
    return not any(isinstance(inner, ast.Yield | ast.YieldFrom) for inner in own_nodes(node))


def _calls(node, found):
    return any(
        isinstance(inner, ast.Call) and called_name(inner) in found for inner in own_nodes(node)
    )


class Maker(ast.NodeTransformer):
    """Puts a double ahead of each function of such a name, and tells the one of the other."""

    def __init__(self, found, rewrite):
        self._found = found
        self._rewrite = rewrite  # makes the statements of a plain function those of a coroutine

    def visit_FunctionDef(self, node):
        self.generic_visit(node)
        if node.name not in self._found or not _has_double(node):
            return node
        double = ast.copy_location(
            ast.AsyncFunctionDef(
                name=node.name,
                args=_plain(node.args),
                body=[self._rewrite(copy.deepcopy(statement)) for statement in node.body],
                decorator_list=[],
                returns=None,
                type_params=[],
            ),
            node,
        )
        join = ast.Call(ast.Name(DOUBLE, ast.Load()), [ast.Name(node.name, ast.Load())], [])
        node.decorator_list.append(ast.copy_location(join, node))
        return [double, node]


def stands_for(node):
    """Whether a node of a rewritten tree is a function that has a double."""
    last = node.decorator_list[-1:] if isinstance(node, ast.FunctionDef) else ()
    return any(getattr(getattr(call, "func", None), "id", None) == DOUBLE for call in last)


def _plain(args):
    """The parameters without annotations, and with no defaults of their own: see _join."""
    args = copy.deepcopy(args)
    for name in ast.walk(args):
        if isinstance(name, ast.arg):
            name.annotation = None
    args.defaults = [_nothing(default) for default in args.defaults]
    args.kw_defaults = [default and _nothing(default) for default in args.kw_defaults]
    return args


def _nothing(node):
    return ast.copy_location(ast.Constant(None), node)


def _join(double):
    """The decorator of a function that has a double."""

    def join(function):
        double.__defaults__, double.__kwdefaults__ = function.__defaults__, function.__kwdefaults__
        double.__qualname__ = function.__qualname__
        double.__dict__[_ATTRIBUTE] = function
        function.__dict__[_ATTRIBUTE] = double
        return function

    return join


def of(function):
    """The double of a function or method, or None."""
    plain = getattr(function, "__func__", function)
    if type(plain) is not types.FunctionType:
        return None
    double = plain.__dict__.get(_ATTRIBUTE)
    if double is None or double.__dict__[_ATTRIBUTE] is not plain:  # functools.wraps copies it
        return None
    return double if plain is function else functools.partial(double, function.__self__)


setattr(builtins, DOUBLE, _join)
