"""The public names of redis-py, or of what stands in for it, as JSON.

Any Python that has one of them runs it; what redis-py 4.3.4 says of itself is kept:

    /usr/bin/python3 src/parity/redis-py-surface.py > src/parity/redis-py-4.3.4.json
    node_modules/.bin/prettier --write src/parity
"""

import importlib
import inspect
import json

MODULES = ("redis", "redis.asyncio", "redis.exceptions", "redis.backoff", "redis.credentials")

# Where redis-py defines the classes whose methods are listed.
CLASSES = (
    "redis.asyncio.client.Redis",
    "redis.asyncio.client.Pipeline",
    "redis.asyncio.client.PubSub",
    "redis.asyncio.client.Monitor",
    "redis.asyncio.connection.Connection",
    "redis.asyncio.connection.SSLConnection",
    "redis.asyncio.connection.UnixDomainSocketConnection",
    "redis.asyncio.connection.ConnectionPool",
    "redis.asyncio.connection.BlockingConnectionPool",
    "redis.asyncio.lock.Lock",
    "redis.asyncio.retry.Retry",
    "redis.client.Redis",
    "redis.client.Pipeline",
    "redis.client.PubSub",
    "redis.client.Monitor",
    "redis.connection.Connection",
    "redis.connection.ConnectionPool",
    "redis.connection.BlockingConnectionPool",
    "redis.lock.Lock",
    "redis.retry.Retry",
    "redis.commands.core.Script",
    "redis.commands.core.AsyncScript",
    "redis.commands.core.BitFieldOperation",
    "redis.backoff.ConstantBackoff",
    "redis.backoff.DecorrelatedJitterBackoff",
    "redis.backoff.EqualJitterBackoff",
    "redis.backoff.ExponentialBackoff",
    "redis.backoff.ExponentialWithJitterBackoff",
    "redis.backoff.FullJitterBackoff",
    "redis.backoff.NoBackoff",
    "redis.credentials.CredentialProvider",
    "redis.credentials.StreamingCredentialProvider",
    "redis.credentials.UsernamePasswordCredentialProvider",
)


def names(module):
    """What a module exports, and of one that does not say so, its own classes and functions."""
    listed = getattr(module, "__all__", None)
    if listed is None:
        listed = [
            name
            for name, value in vars(module).items()
            if getattr(value, "__module__", None) == module.__name__ and not name.startswith("_")
        ]
    return sorted(name for name in listed if hasattr(module, name))


def methods(cls):
    """The public methods and properties of a class with their signatures, and how one is made."""
    found = {name: getattr(cls, name) for name in dir(cls) if not name.startswith("_")}
    kept = {name: value for name, value in found.items() if is_listed(value)}
    return {"__init__": cls.__init__} | kept


def is_listed(value):
    return isinstance(value, property) or (callable(value) and not inspect.isclass(value))


def signature(value):
    if isinstance(value, property):
        return "property"
    try:
        parameters = list(inspect.signature(value).parameters.values())
    except ValueError:
        return "(?)"
    is_bound = hasattr(value, "__self__")
    return f"({', '.join(shown(parameters if is_bound else parameters[1:]))})"


def shown(parameters):
    """Parameters as they are written, but for annotations."""
    kinds = [parameter.kind for parameter in parameters]
    for place, one in enumerate(parameters):
        before = kinds[place - 1] if place else None
        if one.kind is one.KEYWORD_ONLY and before not in (one.KEYWORD_ONLY, one.VAR_POSITIONAL):
            yield "*"
        stars = {one.VAR_POSITIONAL: "*", one.VAR_KEYWORD: "**"}.get(one.kind, "")
        default = "" if one.default is one.empty else f"={written(one.default)}"
        yield f"{stars}{one.name}{default}"


def written(default):
    """A default as source has it: classes by name, objects as if made without arguments."""
    if inspect.isclass(default) or inspect.isfunction(default):
        return default.__name__
    text = repr(default)
    return f"{type(default).__name__}()" if text.startswith("<") else text


def load(module):
    try:
        return importlib.import_module(module)
    except ImportError:
        return None


def surface():
    places = [path.rpartition(".")[::2] for path in CLASSES]
    classes = {
        f"{module}.{name}": getattr(load(module), name, None) for module, name in places
    }
    return {
        "version": getattr(importlib.import_module("redis"), "__version__", ""),
        "modules": {name: names(module) for name in MODULES if (module := load(name))},
        "classes": {
            path: {name: signature(value) for name, value in methods(cls).items()}
            for path, cls in classes.items()
            if inspect.isclass(cls)
        },
    }


if __name__ == "__main__":
    print(json.dumps(surface(), indent=2, sort_keys=True))
