"""What this page has not got: errors that say so, and what works in its place."""

import builtins
import os
import subprocess
import sys

_HERE = "the standard library, redis and aioredis are here"
_NETWORK = "this page has no network but the way to its Redis"
_SERVER = "this page serves no requests: call what answers them from the program itself"
_PROCESSES = "this page has no processes"

# Packages that programs ask for, and why they are not there.
_PACKAGES = {
    **dict.fromkeys(
        "aiohttp aiomysql asyncpg httpx motor psycopg psycopg2 pymongo requests urllib3 websockets".split(),
        _NETWORK,
    ),
    **dict.fromkeys(
        "django fastapi flask gunicorn hypercorn quart sanic starlette tornado uvicorn".split(),
        _SERVER,
    ),
    "_multiprocessing": f"{_PROCESSES}, its pool is concurrent.futures.ProcessPoolExecutor",
    **dict.fromkeys(
        "aiocache aiofiles anyio arq cachetools celery click dotenv fakeredis hiredis loguru msgpack "
        "numpy orjson pandas pydantic pytest redis_om rich rq sqlalchemy structlog tenacity tqdm "
        "trio typer".split(),
        "this page installs no packages, but takes wheels of pure Python",
    ),
}


class _Finder:
    """Refuses such packages by name, as import does, with the reason."""

    def find_spec(self, name, path=None, target=None):
        if name in _PACKAGES:
            raise ModuleNotFoundError(
                f"No module named '{name}': {_PACKAGES[name]} ({_HERE})", name=name
            )


def refusing(text, awaited=False):
    """What stands in the place of a function that this page has not got, or of one that is awaited."""

    def refuse(*args, **options):
        raise NotImplementedError(f"this page {text}")

    async def refuse_awaited(*args, **options):
        refuse()

    return refuse_awaited if awaited else refuse


_NO_PROCESS = "has no processes: do in the program itself what subprocess would do"


def refuse_system(loop):
    """Gives a class of event loops the methods that need a system around it."""
    for name in ("subprocess_exec", "subprocess_shell"):
        setattr(loop, name, refusing(_NO_PROCESS, awaited=True))


_read = builtins.input


def _input(prompt="", /):
    try:
        return _read(prompt)  # from what the program has put into sys.stdin
    except EOFError:
        raise EOFError(
            "this page has no keyboard to read from: "
            "write the text into the program in place of input()"
        ) from None


_NO_DEBUGGER = (
    "has no keyboard for a debugger: "
    "print what you want to see, and step through the run on the timeline"
)


def _break(*args, **options):
    """sys.breakpointhook: a debugger reads what the program has put into sys.stdin, if anything."""
    at = sys.stdin.tell()
    typed = sys.stdin.read(1)
    sys.stdin.seek(at)
    if not typed and not os.environ.get("PYTHONBREAKPOINT"):
        refusing(_NO_DEBUGGER)()
    return sys.__breakpointhook__(*args, **options)


def install():
    """Puts these errors in the place of others."""
    # Behind the files: a wheel may hold what the page itself has not got.
    places = [getattr(finder, "__name__", "") for finder in sys.meta_path]
    sys.meta_path.insert(places.index("PathFinder") + 1, _Finder())
    subprocess.Popen.__init__ = refusing(_NO_PROCESS)
    builtins.input = _input
    sys.breakpointhook = _break
    os._exit = refusing("has no process to end at once: end the program with sys.exit")
