"""The analysing process of a build: batches of documents in, index entries out.

`python -m search.embedded.analyse` reads frames from standard input (four bytes of length, then a batch) and
answers each on standard output; it ends with its input. A process of its own, started by name, works the
same under any server, script or test, whatever threads and connections its parent has.
"""

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from types import TracebackType
from typing import IO, Self

import msgspec

from search.document import Replacement
from search.embedded.schema import entries

_ENCODER = msgspec.msgpack.Encoder()
_BATCH = msgspec.msgpack.Decoder(list[Replacement])
_ENTRIES = msgspec.msgpack.Decoder(list[str])


def _write(stream: IO[bytes], frame: bytes) -> None:
    stream.write(len(frame).to_bytes(4, "big") + frame)
    stream.flush()


def _frames(stream: IO[bytes]) -> Iterator[bytes]:
    while len(size := stream.read(4)) == 4:
        yield stream.read(int.from_bytes(size, "big"))


class Analyser:
    """The parent's end. `send` and `receive` are called by one thread; answers come in order."""

    def __init__(self) -> None:
        root = Path(__file__).parent.parent.parent
        command = [sys.executable, "-m", "search.embedded.analyse"]
        self._process = subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603
        self._answers: SimpleQueue[bytes | None] = SimpleQueue()
        Thread(target=self._drain, daemon=True).start()

    def _drain(self) -> None:
        """Takes answers off the pipe at once, so that neither side ever waits for the other to read."""
        assert self._process.stdout is not None
        for frame in _frames(self._process.stdout):
            self._answers.put(frame)
        self._answers.put(None)

    def send(self, batch: list[Replacement]) -> None:
        """Hand a batch over. Raises: OSError if the process is gone."""
        assert self._process.stdin is not None
        _write(self._process.stdin, _ENCODER.encode(batch))

    def receive(self) -> list[str]:
        """The entries of the oldest batch not yet answered. Raises: OSError if the process is gone."""
        frame = self._answers.get()
        if frame is None:
            raise ChildProcessError("the analysing process ended early")
        return _ENTRIES.decode(frame)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        if kind is not None:
            self._process.kill()
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        self._process.wait()
        while self._answers.get() is not None:
            pass
        self._process.stdout.close()


def main() -> None:
    """Answer batches until the input ends."""
    for frame in _frames(sys.stdin.buffer):
        found = [entry for replacement in _BATCH.decode(frame) for entry in entries(replacement)]
        _write(sys.stdout.buffer, _ENCODER.encode(found))


if __name__ == "__main__":
    main()
