"""The door between this interpreter and the JavaScript that runs programs in it."""

import json
from asyncio import events

from pyodide.ffi import run_sync, to_js

from . import archive, codes, port, program, report, stacks, wheels

_FOLDERS = {
    "1.3": "aioredis-1.3",
    "2.0": "aioredis-2.0",
}


_browser_loop = events._get_running_loop()


def install(root, memory_megabytes):
    """Readies the interpreter, with its modules at root, which may take so much memory; call it once."""
    archive.install()
    codes.keep(root)
    report.memory_megabytes = memory_megabytes
    program.install()


def _wait_for(block, batch):
    """What block makes of a batch; Python's stack is put aside meanwhile."""
    # Waiting goes through the loop that runs, which must be the browser's then.
    inside = events._get_running_loop()
    events._set_running_loop(_browser_loop)
    try:
        return run_sync(block(to_js(batch))).to_bytes()
    finally:
        events._set_running_loop(inside)


def add_wheel(file, data):
    """What wheels.add returns, or why it refuses, as JSON."""
    before = port.use(port.Port())  # the standard library's locks ask for the time
    try:
        return json.dumps(wheels.add(file, data.to_bytes()))
    except wheels.Refused as refused:
        return json.dumps(str(refused))
    finally:
        port.use(before)


def remove_wheel(name):
    wheels.remove(name)


class Run:
    """One run, with batches as JavaScript has them."""

    def __init__(self, text, root, seed, aioredis, block, early, hosts):
        self.may_wait = block is not None and stacks.may_wait(text)
        path = [*wheels.folders(), root]
        if aioredis in _FOLDERS:
            path.append(f"{root}/{_FOLDERS[aioredis]}")
        self._program = program.Program(
            text,
            seed=seed,
            path=path,
            block=(lambda batch: _wait_for(block, batch)) if self.may_wait else None,
            early=early and (lambda messages: early(to_js(messages))),
            hosts=hosts.split(),
        )

    def step(self, deliveries):
        """The batch that follows deliveries, None at the end."""
        batch = self._program.step(deliveries.to_bytes())
        return None if batch is None else to_js(batch)

    def stop(self):
        self._program.stop()

    def error(self):
        """What the program failed with, as the learner sees it, or None."""
        return self._program.error
