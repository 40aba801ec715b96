"""Processes that compute beside the one that writes.

They are started afresh, not forked: a fork beside running threads can hang. They leave Ctrl-C to the
process that started them, and end by themselves when it is killed.
"""

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from threading import Thread
from typing import Any, TypeVar

GARBAGE_FROM = 100_000  # new objects from which cycles are looked for; what is made here has none
Task = TypeVar("Task")
Result = TypeVar("Result")
Item = TypeVar("Item")
Map = Callable[[Iterable[Task]], Iterator[Result]]


class CrewError(RuntimeError):
    """A working process died, as when memory ran out. What it was given is still to be done."""


def settle() -> None:
    """Make the process that calls it one of the crew."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    gc.freeze()
    gc.set_threshold(GARBAGE_FROM)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _begin(prepare: Callable[..., None], values: tuple[Any, ...]) -> None:
    settle()
    prepare(*values)


@contextmanager
def crew(
    workers: int, work: Callable[[Task], Result], prepare: Callable[..., None], *values: Any
) -> Iterator[Map[Task, Result]]:
    """A map over `workers` processes: results in the order of tasks, few tasks ahead of what is taken.

    prepare: called with `values` in each process before its first task. Both functions are found by
    name in the processes. The map raises CrewError when a process dies.
    """
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _begin, (prepare, values))

    def each(tasks: Iterable[Task]) -> Iterator[Result]:
        ahead: deque[Future[Result]] = deque()
        try:
            for task in tasks:
                ahead.append(pool.submit(work, task))
                if len(ahead) > 3 * workers:
                    yield ahead.popleft().result()
            while ahead:
                yield ahead.popleft().result()
        except BrokenProcessPool as error:
            raise CrewError("a working process died; call again to go on") from error

    try:
        yield each
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


class _End:
    """Says that nothing more comes."""


def stream(produce: Callable[..., Iterator[Item]], *values: Any) -> Iterator[Item]:
    """What `produce(*values)` gives, made in a process of its own, an item ahead of what is taken.

    produce: found by name in the process. What it raises is raised here; CrewError when it dies.
    """
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(theirs, produce, values), daemon=True)
    process.start()
    theirs.close()
    try:
        yield from _received(ours)
    finally:
        ours.close()  # it ends when it can send no more
        process.join()


def _received(ours: Connection) -> Iterator[Any]:
    while True:
        try:
            message = ours.recv()
        except EOFError:
            raise CrewError("a working process died; call again to go on") from None
        if isinstance(message, _End):
            return
        if isinstance(message, Exception):
            raise message
        yield message


def _send(theirs: Connection, produce: Callable[..., Iterator[Any]], values: tuple[Any, ...]) -> None:
    settle()
    with suppress(BrokenPipeError):  # nobody wants more
        try:
            for item in produce(*values):
                theirs.send(item)
            theirs.send(_End())
        except BrokenPipeError:
            raise
        except Exception as error:
            theirs.send(error)
