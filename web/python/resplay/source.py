"""The learner's program as text: which lines are theirs, and what stands on them."""

import linecache
import sys

FILE = "program.py"


def remember(text):
    """Has tracebacks and warnings find the lines of the program."""
    linecache.cache[FILE] = (len(text), None, text.splitlines(keepends=True), FILE)


def line(number):
    """A line as it stands in the program."""
    return linecache.getline(FILE, number)


def text_of(number):
    """What stands on a line, without its indent."""
    return line(number).strip()


_described = {}  # number -> what describe says of the line


def describe(number):
    """A line by number and text, as reports show it."""
    text = _described.get(number)
    if text is None:
        text = _described[number] = f"line {number}: {text_of(number)}"
    return text


def calling_line(frame, beyond=None):
    """The program's line nearest to frame among what called it, not beyond that code, or None."""
    while frame is not None and frame.f_code is not beyond:
        if frame.f_code.co_filename == FILE:
            return frame.f_lineno
        frame = frame.f_back
    return None


def calling_frame():
    """The program's frame nearest to what runs, or None."""
    frame = sys._getframe(1)
    while frame is not None and frame.f_code.co_filename != FILE:
        frame = frame.f_back
    return frame


_lines = {}  # id of code -> (code, {offset: line})


def line_at(code, offset):
    """The line that the instruction at offset belongs to."""
    known = _lines.get(id(code))
    if known is None:
        spans = code.co_lines()
        lines = {at: line for start, end, line in spans for at in range(start, end, 2)}
        known = _lines[id(code)] = (code, lines)
    return known[1].get(offset)


def forget():
    """Drops what is kept of a program."""
    linecache.cache.pop(FILE, None)
    _described.clear()
    _lines.clear()
