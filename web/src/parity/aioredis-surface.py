# Prints, as JSON, what this page's aioredis has of the names in a list of facts.
import importlib, inspect, json

facts = json.loads(FACTS)


def find(path):
    parts = path.split(".")
    for n in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:n]))
        except ImportError:
            continue
        for part in parts[n:]:
            found = getattr(found, part)
        return found


def default(value):
    if type(value) is object:
        return "_NOTSET"
    return getattr(value, "__name__", None) or repr(value)


def signature(of):
    parameters = [
        each.replace(
            annotation=each.empty,
            default=each.empty if each.default is each.empty else Shown(default(each.default)),
        )
        for each in inspect.signature(of).parameters.values()
    ]
    return str(inspect.Signature(parameters))


class Shown(str):
    __repr__ = str.__str__


def shape(owner, name):
    value = inspect.getattr_static(owner, name)
    if isinstance(value, property):
        return "property"
    if isinstance(value, type) and issubclass(value, BaseException):
        return f"< {value.__base__.__name__}"
    if isinstance(value, type) and value.__name__.startswith("Abc"):
        return f"< {value.__base__.__name__}"
    if callable(value) and not (isinstance(value, type) and value.__module__ == "builtins"):
        return "()" if name in ("coerced_keys_dict", "get_event_loop") else signature(value)
    return "value"


def has(owner, name):
    try:
        inspect.getattr_static(owner, name)
    except AttributeError:
        return False
    return True


found = {}
for path, names in facts["names"].items():
    owner = find(path)
    found[path] = {name: shape(owner, name) for name in names if has(owner, name)}
print(json.dumps(found))
