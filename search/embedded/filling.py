"""The process that fills a generation: documents come in, analysed and indexed as they come.

`python -m search.embedded.filling <directory>` reads frames from standard input: four bytes of length, then
a batch of replacements, their documents as they will be stored; a frame of no length and eight bytes of
position end the input, and what came is committed. Input that ends without them means that the sender is
gone: then nothing is. A process of its own, started by name, works the same under any server, script or test,
whatever threads and connections its parent has; and only documents go through the pipe, not their four times
larger entries.
"""

import contextlib
import gc
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import msgspec
import tantivy

from search.document import Replacement
from search.embedded.schema import body, encoded, entries_of, position_entry, schema

# Some 65,000 enterprises fill it and become a segment, eight of which are merged into one: half a million
# enterprises, mapped into memory meanwhile. A smaller heap would merge merged segments again at 2.5 million,
# a larger one indexes no faster, and a merge of its segments maps more.
HEAP = 150_000_000
_ENCODER = msgspec.msgpack.Encoder()
Packed = tuple[str, int, list[bytes]]  # a replacement: parent, version, documents
_BATCH = msgspec.msgpack.Decoder(list[Packed])


def pack(replacement: Replacement) -> Packed:
    """A replacement as it goes through the pipe and into the index: its documents are encoded once."""
    return replacement.parent, replacement.version, [encoded(one) for one in replacement.documents]


class Filler:
    """The parent's end. Sending waits for the process, so that memory stays bounded."""

    def __init__(self, place: Path) -> None:
        root = Path(__file__).parent.parent.parent
        command = [sys.executable, "-m", "search.embedded.filling", str(place.absolute())]
        self._process = subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE)  # noqa: S603

    def send(self, batch: Iterable[Replacement]) -> None:
        """Hand a batch over. Raises: OSError if the process is gone."""
        frame = _ENCODER.encode([pack(replacement) for replacement in batch])
        self._input.write(len(frame).to_bytes(4, "big") + frame)

    def finish(self, position: int) -> None:
        """Have everything committed, with the position in the log. Raises: OSError if that fails."""
        self._input.write(bytes(4) + position.to_bytes(8, "big"))
        self._input.close()
        if self._process.wait() != 0:
            raise ChildProcessError("the indexing process failed")

    @property
    def _input(self) -> IO[bytes]:
        assert self._process.stdin is not None
        return self._process.stdin

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        with contextlib.suppress(BrokenPipeError):  # what was still on its way is of no use to anybody
            self._input.close()


def _batches(stream: IO[bytes]) -> Iterator[list[Packed] | int]:
    """Batches, then the position; no position if the sender was cut off."""
    while len(head := stream.read(4)) == 4:
        size = int.from_bytes(head, "big")
        frame = stream.read(size or 8)
        if len(frame) < (size or 8):
            return
        if not size:
            yield int.from_bytes(frame, "big")
            return
        yield _BATCH.decode(frame)


def open_empty(place: Path) -> tantivy.IndexWriter:
    """A writer on an empty directory."""
    return tantivy.Index(schema(), str(place), reuse=False).writer(HEAP, 1)


def add(writer: tantivy.IndexWriter, batch: Iterable[Packed]) -> int:
    """Index a batch; how many entries that were."""
    count = 0
    for parent, version, documents in batch:
        for entry in entries_of(parent, version, [(body(stored), stored) for stored in documents]):
            writer.add_json(entry)
            count += 1
    return count


def close(writer: tantivy.IndexWriter, position: int) -> None:
    """Commit everything with the position in the log."""
    writer.add_json(position_entry(position))
    writer.commit()
    writer.wait_merging_threads()


def main() -> None:
    """Index what comes in; exit status 1 if the input was cut off."""
    gc.disable()  # batches are trees, which go when they are done with
    writer = open_empty(Path(sys.argv[1]))
    for batch in _batches(sys.stdin.buffer):
        if isinstance(batch, int):
            close(writer, batch)
            return
        add(writer, batch)
    raise SystemExit(1)


if __name__ == "__main__":
    main()
