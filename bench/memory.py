"""The memory of a process and everything it started, together, while it runs."""

from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

EVERY_S = 0.25


class Watch:
    """Looks at a tree of processes four times a second; `peak_mib` is the most it held at once.

    Proportional set sizes: what several of them share, as the pages of a mapped database, counts once.
    """

    def __init__(self, pid: int) -> None:
        self.peak_mib = 0.0
        self._pid = pid
        self._over = Event()
        self._thread = Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._over.wait(EVERY_S):
            self.peak_mib = max(self.peak_mib, sum(map(_held_kib, tree(self._pid))) / 1024)

    def end(self) -> float:
        """Stop looking; the peak in MiB."""
        self._over.set()
        self._thread.join()
        return self.peak_mib


def tree(pid: int) -> list[int]:
    """A process and all below it."""
    found = [pid]
    for one in found:
        with suppress(OSError):
            for tasks in Path(f"/proc/{one}/task").glob("*/children"):
                found += map(int, tasks.read_text().split())
    return found


def _held_kib(pid: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0
