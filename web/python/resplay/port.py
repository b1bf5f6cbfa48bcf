"""The program's port to the world: what is queued for it, what came from it, and the clock."""

import asyncio
import itertools
import weakref
from functools import partial

from . import wire
from .agenda import Agenda
from .outbox import Outbox, OutputLimit  # noqa: F401: found here with the other errors

# Polling the clock this often without a turn is a busy loop; each further
# look then costs virtual time, so that the loop comes to its end.
PATIENCE = 1_000
POLL_COST = 10_000  # ns


class WorldError(Exception):
    """Why the world rejected a future: the kind that the client gives its errors, and words."""

    def __init__(self, kind, message):
        super().__init__(message)
        self.kind = kind


class Deadlock(BaseException):
    """Nothing in the world can ever wake the program."""


class CannotWait(RuntimeError):
    """A plain function would have to wait, and this browser has no way to."""

    __module__ = "builtins"  # tracebacks then name it without ours


def is_interrupt(error):
    """Whether it is Stop that has raised an error, and not the program."""
    return getattr(error, "_by_stop", False)


class Port:
    """One run's session with the world. Times are nanoseconds since the run began."""

    def __init__(self, block=None, early=None, hosts=()):
        self.lane = None  # the lane that runs, whose clock it then is; None: the program itself
        self.agenda = Agenda()
        self.unfinished = 0  # functions on lanes that the program's end waits for
        self.epoch = 0  # Unix time at which the run began
        self.idle = False  # the world has said that nothing can wake the program
        self.stopping = False  # the user wants the program to end, and it has not been told
        self._stop_asked = False
        self.task_name = lambda: ""  # whose doing a message is
        self._now = 0  # ahead of the world's clock while the program is frozen
        self._outbox = Outbox(early)
        self._block = block  # hands over a batch within a plain function; None: impossible here
        self._world_now = 0
        self._looks = 0  # at the clock since the last turn
        self._numbers = itertools.count(1)
        self._asked = {}  # f -> (future, message)
        self._listeners = {}  # c or s -> what hears of it
        self.hosts = tuple(hosts)  # names of the world's one machine, besides localhost
        self.listeners = {}  # address or path -> the program's own socket there
        self.pools = weakref.WeakValueDictionary()  # number of a world's client -> the pool that has it
        self.labels = weakref.WeakKeyDictionary()  # future -> what it stands for, for reports
        self._deliver = {
            b"ok": self._resolved,
            b"err": self._rejected,
            b"now": self._clock,
            b"push": lambda c, value: self._tell(c, "pushed", value),
            b"lost": lambda c, message: self._tell(c, "lost", message.decode()),
            b"accept": lambda s: self._tell(s, "accepted"),
            b"data": lambda s, data: self._tell(s, "data", data),
            b"eof": lambda s: self._tell(s, "eof"),
            b"broken": lambda s, message: self._tell(s, "broken", message.decode()),
            b"print": lambda stream, text: self.print(stream.decode(), text.decode()),
            b"idle": self._nothing_left,
            b"horizon": lambda: None,  # the next turn goes on past it
            b"bad": self._misunderstood,
        }

    # Asking

    def number(self):
        """A number that names a client, connection, stream or future of this run."""
        return next(self._numbers)

    def send(self, *message):
        """Queues a message that has no answer."""
        self._in_time(self._outbox.add, wire.encode(*message))

    def _in_time(self, action, *args):
        """What a lane does ahead of the program's clock, the world hears of at its instant."""
        if self.lane is None or self.lane.now <= self._now:
            action(*args)
        else:
            self.agenda.put(self.lane.now, partial(action, *args))

    def ask(self, future, verb, *rest):
        """Queues a message whose answer settles future; returns the answer's number."""
        number = next(self._numbers)
        self._asked[number] = (future, (verb, *rest))
        self.send(verb, number, *rest)
        return number

    async def request(self, verb, *rest, undo=None):
        """Asks and waits, on the event loop; cancelling the wait cancels the request.

        The message undo gives back what an answer brought that came just before the cancelling.
        """
        future = asyncio.get_running_loop().create_future()
        number = self.ask(future, verb, *rest)
        try:
            answer = await future
        except asyncio.CancelledError:
            self.give_up(number)
            came = future.done() and not future.cancelled()
            if came and undo is not None and type(future.result()) is not WorldError:
                self.send(*undo)
            raise
        if type(answer) is WorldError:
            raise answer
        return answer

    def give_up(self, number):
        """Tells the world that nobody waits for this answer any more."""
        if self._asked.pop(number, None):
            self.send(b"CANCEL", number)

    def drop_answers(self):
        """Forgets who waits for answers, at the end of the program."""
        self._asked.clear()

    def listen(self, number, listener):
        """Has the pushes, data or loss of a connection or stream go to listener."""
        self._listeners[number] = listener

    def forget(self, number):
        self._listeners.pop(number, None)

    def asked_by(self, future):
        """The message whose answer this future waits for, or None."""
        for waiting, message in self._asked.values():
            # aioredis has an object between the answer and the program's future.
            if waiting is future or getattr(waiting, "future", None) is future:
                return message
        return None

    def print(self, stream, text):
        """Queues text as printed by the current task; neighbouring pieces become one."""
        self._outbox.count(text)
        self._in_time(self._outbox.print, self.task_name(), stream, text)

    # Time

    @property
    def now(self):
        """The clock of what runs: the program, or a lane."""
        return self._now if self.lane is None else self.lane.now

    def look(self):
        """The clock, as a program reads it."""
        self._looks += 1
        if self._looks > PATIENCE:
            self.freeze(POLL_COST)
        return self.now

    def freeze(self, duration):
        """Lets time pass in which the program, or the lane that runs, does nothing, not even receive."""
        if self.lane is not None:
            self.lane.now += max(0, duration)
            return
        until = self._now + max(0, duration)
        while 0 <= self.agenda.next_at() <= until:
            self._pass(self.agenda.next_at())
            self.agenda.take()()
        self._pass(until)

    def _pass(self, until):
        self._now = max(self._now, until)
        self._outbox.freeze(self._now)

    def keep_agenda(self):
        """Does what is due by now."""
        while 0 <= self.agenda.next_at() <= self._now:
            self.agenda.take()()

    def _next_instant(self, deadline):
        """The deadline, or what is due before it."""
        due = self.agenda.next_at()
        return due if deadline < 0 or 0 <= due < deadline else deadline

    @property
    def alone(self):
        """Whether nothing can come from the world: nothing was asked of it, and no line is open."""
        return not self._asked and not self._listeners

    def pass_alone(self, deadline):
        """What the world would make of a deadline, for a program that is alone."""
        if self.lane is None:
            deadline = self._next_instant(deadline)
        if deadline < 0:
            self.idle = True
        else:
            self.freeze(deadline - self.now)

    # Stop

    def stop(self):
        """Asks the program to end. It is told once; returns whether that is still to be done."""
        if not self._stop_asked:
            self._stop_asked = self.stopping = True
        return self.stopping

    handles_stop = staticmethod(lambda: False)  # whether a handler of the program's was told

    def hear_stop(self):
        """Tells the program if that is still to be done; returns what to raise unless it handles SIGINT."""
        if self.stopping:
            self.stopping = False
            if not self.handles_stop():
                return self.interrupt()
        return None

    def interrupt(self):
        """What tells the program, to be raised."""
        self.stopping = False
        error = KeyboardInterrupt("the program was stopped")
        error._by_stop = True
        return error

    # Turns

    def batches(self, deadline):
        """The batches of one turn: each yielded one is for the world, receive takes its answer.

        What was done before a freeze goes first, so that the world sees each message
        at its time. deadline is when the program can go on by itself; -1 is never.
        """
        yield from self._thaw()
        yield self._outbox.take() + wire.encode(b"WAIT", self._next_instant(deadline))

    def last_batches(self):
        """Like batches, at the program's end."""
        yield from self._thaw()
        yield self._outbox.take() + wire.encode(b"END")

    def _thaw(self):
        self.idle = False
        for messages, until in self._outbox.thaw():
            yield messages + wire.encode(b"WAIT", until)
            while self._world_now < until:
                yield wire.encode(b"WAIT", until)

    def receive(self, deliveries):
        """Takes in what the world delivered."""
        self._looks = 0
        self._outbox.began()
        for kind, *fields in wire.decode(deliveries):
            self._deliver[kind](*fields)

    @property
    def can_block(self):
        return self._block is not None

    def block(self, deadline):
        """A turn from within a plain function; can_block says whether there is such a thing."""
        if self.lane is not None:
            self._block_in_lane(deadline)
            return
        for batch in self.batches(deadline):
            self.receive(self._block(batch))
        self.keep_agenda()

    def _block_in_lane(self, deadline):
        """Only the world can go on: all that the program has comes to the lane's instant for it."""
        lane, self.lane = self.lane, None
        try:
            self.freeze(lane.now - self._now)
            self.block(deadline)
        finally:
            self.lane = lane
            lane.now = max(lane.now, self._now)

    # Deliveries

    def _resolved(self, number, value):
        future, _ = self._asked.pop(number, (None, None))
        # Cancelling and answering can cross on the way.
        if future is not None and not future.done():
            future.set_result(value)

    def _rejected(self, number, kind, message):
        self._resolved(number, WorldError(kind.decode(), message.decode(errors="replace")))

    def _clock(self, now, unix=0):
        self._world_now = now
        self._now = max(self._now, now)
        self.epoch = unix - now

    def _tell(self, number, what, *fields):
        listener = self._listeners.get(number)
        if listener is not None:
            getattr(listener, what)(*fields)

    def _nothing_left(self):
        self.idle = True

    def _misunderstood(self, message):
        raise RuntimeError(f"the world did not understand: {message.decode(errors='replace')}")


_current = None


def current():
    """The port of the program that runs."""
    return _current


def use(port):
    """Makes port the current one, and returns the one before."""
    global _current
    before, _current = _current, port
    return before
