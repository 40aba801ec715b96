"""Cores: a server beside the processes that feed it, or each of the two on cores of its own."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def apart(server: int) -> Iterator[bool]:
    """While the block runs, one half of the cores is the server's, the other ours and our children's.

    server: its process. False where there are not two cores to share out, or no way to do it.
    """
    before = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    if len(before) < 2:
        yield False
        return
    half = len(before) // 2
    _bind(server, before[half:])
    os.sched_setaffinity(0, before[:half])
    try:
        yield True
    finally:
        os.sched_setaffinity(0, before)
        with suppress(FileNotFoundError):
            _bind(server, before)


def _bind(process: int, cores: list[int]) -> None:
    """Every thread of a process: those it starts later take after the one that starts them."""
    for thread in Path(f"/proc/{process}/task").iterdir():
        with suppress(ProcessLookupError):
            os.sched_setaffinity(int(thread.name), cores)
