import asyncio
import inspect
import json
from contextlib import AsyncExitStack, asynccontextmanager
from http import HTTPStatus
from urllib.parse import parse_qs, quote, unquote, urlencode


class Depends:
    """What a parameter gets if a dependency, an async generator, is to supply it."""

    def __init__(self, dependency):
        self.dependency = dependency


class App:
    """Routes by method and path; each call of one gets what it depends on."""

    def __init__(self):
        self.routes = []
        self.overrides = {}  # a dependency, and what to use in its place
        self.pool = None

    def route(self, method, path):
        def register(handler):
            self.routes.append((method, path.split("/"), handler))
            return handler

        return register

    async def answer(self, method, target):
        """The status and the object with which a request is answered."""
        path, _, query = target.partition("?")
        allowed = []
        for verb, pattern, handler in self.routes:
            given = matched(pattern, path.split("/"))
            if given is not None and verb == method:
                values = parse_qs(query, keep_blank_values=True)
                return await self.call(handler, given | {name: last for name, (*_, last) in values.items()})
            if given is not None:
                allowed.append(verb)
        if allowed:
            return HTTPStatus.METHOD_NOT_ALLOWED, {"error": f"{path} takes {', '.join(allowed)}"}
        return HTTPStatus.NOT_FOUND, {"error": f"there is no {path}"}

    async def call(self, handler, given):
        arguments = {}
        try:
            async with AsyncExitStack() as stack:
                for name, parameter in inspect.signature(handler).parameters.items():
                    if isinstance(parameter.default, Depends):
                        dependency = parameter.default.dependency
                        supply = asynccontextmanager(self.overrides.get(dependency, dependency))
                        arguments[name] = await stack.enter_async_context(supply())
                    elif name in given:
                        arguments[name] = given[name]
                    else:
                        return HTTPStatus.UNPROCESSABLE_ENTITY, {"error": f"{name} is missing"}
                return HTTPStatus.OK, await handler(**arguments)
        except Exception as error:
            return HTTPStatus.INTERNAL_SERVER_ERROR, {"error": str(error)}

    async def serve(self, reader, writer):
        """Answers the request of one connection."""
        try:
            method, target, _ = (await reader.readline()).decode().split()
            headers = await read_headers(reader)
            await reader.readexactly(int(headers.get("content-length", 0)))
            status, answer = await self.answer(method, target)
        except (ValueError, asyncio.IncompleteReadError):
            status, answer = HTTPStatus.BAD_REQUEST, {"error": "this is no HTTP request"}
        body = json.dumps(answer, ensure_ascii=False).encode()
        head = (
            f"HTTP/1.1 {status.value} {status.phrase}",
            "Content-Type: application/json",
            f"Content-Length: {len(body)}",
            "Connection: close",
        )
        writer.write("\r\n".join((*head, "", "")).encode() + body)
        writer.close()
        await writer.wait_closed()


def matched(pattern, parts):
    """What stands in the places of a pattern's {names}, or None."""
    if len(pattern) != len(parts):
        return None
    given = {}
    for name, part in zip(pattern, parts):
        if name.startswith("{"):
            given[name[1:-1]] = unquote(part)
        elif name != part:
            return None
    return given


async def read_headers(reader):
    headers = {}
    while line := (await reader.readline()).decode().strip():
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    return headers


app = App()


async def get_redis_pool():
    yield app.pool


@app.route("POST", "/cache/{key}")
async def cache_data(key, value, redis=Depends(get_redis_pool)):
    await redis.set(key, value)
    return {"message": "Data cached successfully", "key": key, "value": value}


@app.route("GET", "/cache/{key}")
async def get_cached_data(key, redis=Depends(get_redis_pool)):
    value = await redis.get(key)
    if value is None:  # and not `if value`: a text without letters is one, too
        return {"message": "Key not found"}
    return {"key": key, "value": value}


@app.route("DELETE", "/cache/{key}")
async def delete_cached_data(key, redis=Depends(get_redis_pool)):
    if not await redis.delete(key):
        return {"message": "Key not found"}
    return {"message": f"Data with key {key} deleted successfully"}


def start():
    return asyncio.start_server(app.serve, "127.0.0.1", 8000)


async def request(method, path, **query):
    """What the service answers a request: its status line, and the object that JSON says."""
    reader, writer = await asyncio.open_connection("127.0.0.1", 8000)
    target = quote(path) + (f"?{urlencode(query)}" if query else "")
    writer.write(f"{method} {target} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    status = (await reader.readline()).decode().strip()
    headers = await read_headers(reader)
    body = await reader.readexactly(int(headers["content-length"]))
    writer.close()
    return status, json.loads(body)
