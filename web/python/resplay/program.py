"""One run of a learner's program, from its text to its end, a turn at a time."""

import ast
import asyncio
import builtins
import contextvars
import gc
import inspect
import logging
import sys
import traceback
import types
from asyncio import events

from . import (
    absent,
    blocking_sockets,
    clock,
    dice,
    executors,
    exits,
    fresh,
    interrupts,
    lanes,
    port,
    report,
    rewrite,
    runner,
    signals,
    sockets,
    source,
    tasks,
    threads,
)

_ORIGIN_DEPTH = 5  # from a command's coroutine back to the line that called the method

builtins.__resplay_call__ = runner.call
builtins.__resplay_enter__ = runner.enter


class Program:
    """A program in lockstep with the world: step after step until there is none."""

    def __init__(self, text, *, seed=0, path=(), block=None, early=None, hosts=()):
        self.error = None  # as the learner sees it, once the program is over
        self._text = text
        self._seed = seed
        self._path = path
        self._port = port.Port(block, early, hosts)
        self._life = self._live()
        # What Python keeps by thread is to be as the last step left it: in a browser, each step
        # begins as a thread of its own.
        self._context = contextvars.Context()
        self._inside = None  # the event loop that was running
        self._hooks = (None, None)  # of asynchronous generators

    def step(self, deliveries):
        """Takes the world's deliveries and goes on; returns the batch for it, None at the end."""
        outside, hooks = events._get_running_loop(), sys.get_asyncgen_hooks()
        events._set_running_loop(self._inside)
        sys.set_asyncgen_hooks(*self._hooks)
        sys.set_coroutine_origin_tracking_depth(_ORIGIN_DEPTH)
        try:
            return self._context.run(self._go_on, deliveries)
        finally:
            self._inside, self._hooks = events._get_running_loop(), sys.get_asyncgen_hooks()
            events._set_running_loop(outside)
            sys.set_asyncgen_hooks(*hooks)

    def _go_on(self, deliveries):
        self._port.receive(deliveries)
        return next(self._life, None)

    def stop(self):
        """Ends the program at its next turn, as Ctrl-C would."""
        self._port.stop()

    def _live(self):
        with fresh.Surroundings(self._port, self._path):
            yield from self._port.batches(0)  # what time it is
            for deadline in self._run():
                tasks.current().flush()
                yield from self._port.batches(deadline)
            yield from self._port.last_batches()

    def _run(self):
        """The program's own turns, and those of what is to be done at its end; leaves error set."""
        yield from self._guard(self._execute())
        yield from self._guard(exits.turns())
        self._sweep()

    def _guard(self, turns):
        try:
            try:
                yield from turns
            finally:
                lanes.finish()
        except SystemExit as end:
            self._left(end.code)
        except port.Deadlock as stuck:
            while isinstance(stuck.__context__, port.Deadlock):
                stuck = stuck.__context__  # what came first: cleaning up was in vain, too
            self.error = str(stuck)
        except port.OutputLimit as limit:
            self.error = f"OutputLimit: {limit}"
        except MemoryError as error:
            sys.modules["__main__"].__dict__.clear()  # so that there is room to say so
            traceback.clear_frames(error.__traceback__)
            self.error = report.failure(error)
        except BaseException as error:
            self.error = report.failure(error)

    def _execute(self):
        source.remember(self._text)
        tree, awaits = rewrite.parse(self._text, source.FILE)
        code = compile(
            tree, source.FILE, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True
        )
        tasks.current().watch(code)
        dice.begin(self._seed)
        logging._startTime = self._port.epoch  # what relativeCreated counts from
        module = types.ModuleType("__main__")
        module.__file__ = source.FILE
        sys.modules["__main__"] = module
        program = eval(code, module.__dict__)
        if not inspect.iscoroutine(program):
            return
        program.__name__ = program.__qualname__ = "program"
        if awaits:
            yield from runner.run_turns(program, name="program")
        else:
            yield from program.__await__()

    def _left(self, code):
        if isinstance(code, str):
            sys.stderr.write(code + "\n")
        if code not in (None, 0):
            self.error = f"SystemExit: {code}"

    def _sweep(self):
        """Lets what nobody awaited or asked for speak up while somebody listens."""
        sys.modules.pop("__main__", None)
        asyncio.set_event_loop(None)  # a loop that nothing keeps lets go of its tasks
        self._inside, self._hooks = None, (None, None)
        self._port.drop_answers()
        try:
            gc.collect()
        except port.OutputLimit:
            pass  # __del__ prints, too


def install():
    """Makes the interpreter one for such programs; call it once."""
    absent.install()
    clock.install()
    threads.install()
    executors.install()
    dice.install()
    runner.install()
    sockets.install()
    blocking_sockets.install()
    signals.install()
    exits.install()
    report.install()
    interrupts.install()
    sys.set_coroutine_origin_tracking_depth(_ORIGIN_DEPTH)
    fresh.remember()
    gc.freeze()  # what is here by now is no run's garbage
