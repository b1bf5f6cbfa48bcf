"""Keeps the modules of redis from run to run, as they were before any program.

Importing them anew takes longer than many a program. A module that a program imports is given
back with all that its import had brought; those that it does not import stay out of its sight.
What a program has changed in them is undone behind it.
"""

import copy
import gc
import sys
import types
from importlib.machinery import ModuleSpec



def restore_names(module, names):
    """Gives a module the names that it had, and leaves it the modules in it that stay loaded."""
    current, prefix = module.__dict__, names.get("__name__")
    for name in [name for name in current if name not in names]:
        if sys.modules.get(f"{prefix}.{name}") is not current[name]:
            del current[name]
    for name, value in names.items():
        if current.get(name, names) is not value:
            current[name] = value


class _Kept:
    """A module, and what it was when its import was over."""

    def __init__(self, module, brought):
        self.module = module
        self.brought = brought  # names of the modules that its import brought
        self.spec = module.__spec__
        self._names = dict(module.__dict__)
        self._classes = [
            (value, dict(vars(value)))
            for value in self._names.values()
            if isinstance(value, type) and value.__module__ == module.__name__
        ]
        self._containers = [
            (value, value.copy())
            for names in (self._names, *(names for _, names in self._classes))
            for name, value in names.items()
            if type(value) in (dict, list, set) and name != "__builtins__"  # which all share
        ]
        self._defaults = [
            (value, copy.deepcopy(vars(value)))
            for _, names in self._classes
            for function in names.values()
            for value in _defaults(function)
            if type(value).__module__.partition(".")[0] == module.__name__.partition(".")[0]
        ]

    def restore(self):
        """Makes the module what it was, down to its classes and what they hold."""
        restore_names(self.module, self._names)
        for of, names in self._classes:
            if vars(of) != names:
                _restore_class(of, names)
        for now, before in self._containers:
            if now != before:
                now.clear()
                now.extend(before) if type(now) is list else now.update(before)
        for now, before in self._defaults:
            vars(now).clear()
            vars(now).update(copy.deepcopy(before))


def _defaults(function):
    """The objects that a function's parameters are unless it is told otherwise; all calls share them."""
    if not isinstance(function, types.FunctionType):
        return ()
    return (*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values())


def _restore_class(of, names):
    for name in [name for name in vars(of) if name not in names]:
        type.__delattr__(of, name)
    for name, value in names.items():
        if vars(of).get(name) is not value:
            type.__setattr__(of, name, value)


class Shelf:
    """What is kept of the modules that one search path leads to. It is a finder itself."""

    def __init__(self):
        self._path = None
        self._kept = {}  # by name
        self._order = []  # names of the modules that this run has, as their imports ended
        self._new = []  # (module, how many the run had before it) of the import under way
        self._depth = 0
        self._changed = False  # other modules are kept than gc was told to leave alone
        self._spoilt = False  # what is kept is not all there is of it

    def begin(self, path, alone):
        """A run begins, which finds modules on this path; alone: none that are not the page's own."""
        if path != self._path:
            self._path = path
            self._forget()
        self._order.clear()
        self._new.clear()
        self._depth = 0
        self._spoilt = not alone
        sys.meta_path.insert(0, self)

    def end(self):
        """The run is over, and the modules that it had imported are not loaded any more."""
        if self in sys.meta_path:
            sys.meta_path.remove(self)
        if self._spoilt:
            self._forget()
            return
        for name in self._order:
            if name in self._kept:
                self._kept[name].restore()
        if self._changed:
            self._changed = False
            gc.freeze()  # no run's garbage, and nothing that each run's sweep has to look at

    def _forget(self):
        if self._kept:
            self._kept.clear()
            gc.unfreeze()
            self._changed = True

    def find_spec(self, name, path=None, target=None):
        kept = self._kept.get(name)
        if kept is None:
            return None
        if name in self._order or target is not None:
            self._spoilt = True  # it is imported anew, beside those that have what it was
            return None
        return ModuleSpec(name, self, is_package=hasattr(kept.module, "__path__"))

    # As a loader

    def create_module(self, spec):
        return self._kept[spec.name].module

    def exec_module(self, module):
        name = module.__name__
        for one in (*self._kept[name].brought, name):
            if one not in self._order:
                self._order.append(one)
                self._bring(one, self._kept[one])

    def _bring(self, name, kept):
        kept.module.__spec__ = kept.spec
        sys.modules[name] = kept.module
        parent, _, child = name.rpartition(".")
        if parent in sys.modules:
            setattr(sys.modules[parent], child, kept.module)

    # What loads modules tells of it

    def load(self, execute, module):
        """Runs execute(module), and keeps what it makes of it."""
        before = len(self._order)
        if self._depth == 0:
            self._new.clear()
        self._depth += 1
        try:
            execute(module)
        finally:
            self._depth -= 1
        self._order.append(module.__name__)
        self._new.append((module, before))
        if self._depth == 0:
            self._keep_new()  # those that one that failed has brought are not kept

    def _keep_new(self):
        """No program can have changed these yet: the first import that was asked for is just over."""
        for module, before in self._new:
            name = module.__name__
            brought = self._order[before : self._order.index(name)]
            self._kept[name] = _Kept(module, brought)
        self._new.clear()
        self._changed = True


shelf = Shelf()
