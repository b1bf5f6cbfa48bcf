"""What the learner is told when a program fails, warns, or cannot go on."""

import asyncio
import sys
import traceback
import warnings

from . import port, source, tasks

_WHERE_WAITING_WORKS = "Chrome and Edge have it from version 137"
CANNOT_WAIT = (
    "this browser cannot wait inside a plain function: it lacks JavaScript promise integration "
    f"({_WHERE_WAITING_WORKS}). Call asyncio.run at the top level of the program, in a function "
    "that is called there, or make the function `async def` and await it."
)
CANNOT_CALL = (
    "the synchronous client has to wait inside a plain function, and this browser cannot: it lacks "
    f"JavaScript promise integration ({_WHERE_WAITING_WORKS}). Here the asynchronous client works: "
    "`from redis import asyncio as redis`, then `await client.get(key)` in an `async def`."
)
_DEADLOCK = "The program cannot go on: nothing that is still to happen would wake it."


memory_megabytes = 0  # what a program may hold, told by the page


def failure(error):
    """An exception as the learner sees it: with the lines of the program, ours folded away."""
    if isinstance(error, MemoryError) and not error.args:
        error.args = (f"this page gives a program {memory_megabytes} MB, and it needs more",)
    if isinstance(error, SyntaxError) and error.filename == source.FILE and error.text is None:
        error.text = source.line(error.lineno)  # the compiler was given no text, but a tree
    shown = traceback.TracebackException.from_exception(error)
    _fold(shown)
    return "".join(shown.format()).rstrip("\n")


def _fold(shown):
    own = [frame for frame in shown.stack or () if _is_own(frame.filename)]
    shown.stack = traceback.StackSummary.from_list(own) if own else None
    for inner in shown.exceptions or ():
        _fold(inner)
    for link in ("__cause__", "__context__"):
        earlier = getattr(shown, link)
        if earlier is not None:
            was_raised = bool(earlier.stack)
            _fold(earlier)
            if was_raised and earlier.stack is None:  # and caught, by a library
                setattr(shown, link, None)


def _is_own(file):
    """Whether a file is the program, or what it compiles itself."""
    return file == source.FILE or (file.startswith("<") and not file.startswith("<frozen "))


_OURS = __file__.removesuffix("resplay/report.py")  # the folder of all that is not the library's
_summarize = traceback.StackSummary._extract_from_extended_frame_gen.__func__


@classmethod
def _own_frames(cls, frames, **options):
    """What a program prints of a stack by itself, with logging or unittest, is folded as well."""
    named = [(entry[0].f_code.co_filename, entry) for entry in frames]
    own = [entry for file, entry in named if _is_own(file)]
    others = [entry for file, entry in named if not file.startswith(_OURS)]
    return _summarize(cls, own or others, **options)


def background(context):
    """What asyncio's exception handler was called with."""
    lines = [context.get("message") or "Unhandled exception in event loop"]
    task = context.get("task") or context.get("future")
    if isinstance(task, asyncio.Task):
        lines[0] = f"{lines[0]}: {task.get_name()}{_where(task)}"
    own = [f for f in context.get("source_traceback") or () if f.filename == source.FILE]
    if own:  # debug mode knows it
        lines[0] = f"{lines[0]}, made at {source.describe(own[-1].lineno)}"
    if context.get("exception") is not None:
        lines.append(failure(context["exception"]))
    return "\n".join(lines) + "\n"


def _where(task):
    line = _learner_line(_frames(task.get_coro()))
    return f" at {source.describe(line)}" if line is not None else ""


# Programs that cannot go on


# What streams, servers and groups wait for, by the coroutine of asyncio's that does.
_WAITS = {
    "FlowControlMixin._drain_helper": "room on a stream",
    "Server.serve_forever": "somebody to connect to its server",
    "Server.wait_closed": "the streams of its server to end",
    "StreamReader._wait_for_data": "bytes on a stream",
    "StreamReaderProtocol.wait_closed": "a stream to end",
    "StreamWriter.wait_closed": "a stream to end",
    "TaskGroup._aexit": "the tasks of its group to end",
}


def deadlock(unfinished):
    """Which task waits for what, at which line."""
    ordered = tasks.current().oldest_first(unfinished)
    waiting = [f"  {_waiting(task)}" for task in ordered if not task.done()]
    return "\n".join([_DEADLOCK, *waiting])


def standstill(what):
    """What a plain function waits for that will never come, at which line."""
    line = source.calling_line(sys._getframe(1))
    place = f": {source.describe(line)}" if line is not None else ""
    return f"{_DEADLOCK}\n  The program waits for {what}{place}"


def _waiting(task):
    frames = _frames(task.get_coro())
    text = f"{task.get_name()} waits for {_awaited(task, frames)}"
    line = _learner_line(frames)
    if line is not None:
        return f"{text}: {source.describe(line)}"
    line = tasks.current().origin(task)
    return f"{text}, made at {source.describe(line)}" if line is not None else text


def _frames(awaitable):
    """The frames of a suspended coroutine and of all that it awaits, outermost first."""
    frames = []
    while awaitable is not None:
        for kind in ("cr", "gi", "ag"):
            frame = getattr(awaitable, f"{kind}_frame", None)
            if frame is not None:
                frames.append(frame)
                break
        awaitable = next(
            (
                getattr(awaitable, name)
                for name in ("cr_await", "gi_yieldfrom", "ag_await")
                if hasattr(awaitable, name)
            ),
            None,
        )
    return frames


def _learner_line(frames):
    own = [frame.f_lineno for frame in frames if frame.f_code.co_filename == source.FILE]
    return own[-1] if own else None


def _awaited(task, frames):
    future = task._fut_waiter
    if isinstance(future, asyncio.Task):
        return f"{future.get_name()} to end"
    if isinstance(future, asyncio.tasks._GatheringFuture):
        unfinished = [child for child in future._children if not child.done()]
        names = [t.get_name() for t in unfinished if isinstance(t, asyncio.Task)]
        return f"gather of {', '.join(names) or 'futures'} to end"
    here = port.current()
    if future is not None and future in here.labels:
        return here.labels[future]
    message = here.asked_by(future) if future is not None else None
    if message is not None:
        return answer_to(message)
    if frames and frames[-1].f_code.co_filename != source.FILE:
        return _method(frames)
    return "a future that nobody completes"


def _method(frames):
    """The method of asyncio's that a program is in: Queue.join, though that waits for an Event."""
    name = frames[-1].f_code.co_qualname
    if name in _WAITS:
        return _WAITS[name]
    for code in (frame.f_code for frame in reversed(frames)):
        if "/asyncio/" not in code.co_filename:
            break
        owner, _, method = code.co_qualname.partition(".")
        if owner[0].isupper() and method[:1].isalpha():
            name = code.co_qualname
    return name


def answer_to(message):
    """What a message to the world is to be answered with, in the learner's terms."""
    verb, *fields = message
    if verb == b"CALL":
        command = " ".join(str(field, "utf-8", "replace") for field in fields[2:])
        pool = port.current().pools.get(fields[0])
        if pool is not None and pool.has_none_for(fields[2:]):
            return f"a free connection, to send {command}"
        return f"the reply to {command}"
    names = {
        b"PIPE": "the replies of a pipeline",
        b"ACQUIRE": "a free connection",
        b"DIAL": "a stream to open",
        b"JOIN": "a stream to open",
        b"DRAIN": "a stream to take what was written",
    }
    return names.get(verb, "the world")


# Warnings


def show_warning(message, category, filename, lineno, file=None, line=None):
    """Writes a warning with the program's line, wherever in a library it came from."""
    if filename != source.FILE:
        lineno = source.calling_line(sys._getframe(1))
    text = f"{category.__name__}: {message}\n"
    if lineno:
        text = f"{source.FILE}:{lineno}: {text}  {source.text_of(lineno)}\n"
    sys.stderr.write(text)


def never_awaited(coro):
    """Says which call is without its await: at the line that made the coroutine."""
    own = [line for file, line, _ in coro.cr_origin or () if file == source.FILE]
    text = f"coroutine '{coro.__qualname__}' was never awaited"
    line = own[0] if own else source.calling_line(sys._getframe(1)) or 0
    warnings.warn_explicit(text, RuntimeWarning, source.FILE, line, source=coro)


def install():
    """Has warnings reach the learner, each once per line."""
    warnings.showwarning = show_warning
    traceback.StackSummary._extract_from_extended_frame_gen = _own_frames
    warnings._warn_unawaited_coroutine = never_awaited
