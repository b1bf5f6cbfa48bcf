from cache_service import *

import http.server
import urllib.request


async def main():
    async with await start():
        try:
            await asyncio.to_thread(urllib.request.urlopen, "http://127.0.0.1:8000/cache/tea")
        except RuntimeError as error:
            print(error)
        print(*await request("PUT", "/cache/tea"))
    for url in "http://127.0.0.1:8000/cache/tea", "http://example.com/":
        try:
            urllib.request.urlopen(url)
        except OSError as error:
            print(error)
    try:
        http.server.HTTPServer(("127.0.0.1", 8000), http.server.BaseHTTPRequestHandler)
    except NotImplementedError as error:
        print(error)


asyncio.run(main())
