"""Load on a server of our own: requests a second, latencies and server CPU a request.

`wrk` where it is installed, else a small asyncio client in a process of its own. The server's CPU is
read from /proc over the whole process tree, so that it counts the same whoever makes the load and
whatever else the machine does: it is the primary measure.
"""

import asyncio
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parent.parent
CONNECTIONS = 8
_TICK = os.sysconf("SC_CLK_TCK")
_LUA = """
local paths = {{}}
for line in io.lines("{file}") do paths[#paths + 1] = line end
local at = {offset}
request = function()
  at = at % #paths + 1
  return wrk.format("GET", paths[at], {{["Accept-Encoding"] = "identity"}})
end
"""


class BenchError(RuntimeError):
    """A part under measurement did not start or answered wrongly."""


@dataclass(frozen=True, slots=True)
class Load:
    """Figures of one run. cpu_ms: server CPU milliseconds a request; errors: answers that are not 2xx."""

    requests: int
    rate: float
    p50_ms: float
    p99_ms: float
    cpu_ms: float
    errors: int

    @property
    def tail(self) -> float:
        """How many times the median the 99th percentile is."""
        return self.p99_ms / self.p50_ms if self.p50_ms else 0.0


class Server:
    """A granian server in a process group of its own, with the given number of workers."""

    def __init__(self, target: str, environment: Mapping[str, str], workers: int = 2) -> None:
        self.port = _free_port()
        command = [
            *(str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--host", "127.0.0.1"),
            *("--port", str(self.port), "--workers", str(workers), "--blocking-threads", "1"),
            *("--backpressure", "128", "--no-access-log", "--log-level", "warning", target),
        ]
        # the checkout comes first: some wheel may hold a package of the same name as one of ours
        own = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
        self._process = subprocess.Popen(command, cwd=ROOT, env=own)

    def __enter__(self) -> "Server":
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                with urlopen(Request(self.url("/")), timeout=2):
                    return self
            except URLError as error:
                if getattr(error, "code", None) is not None:
                    return self
            except OSError:
                pass
            if self._process.poll() is not None:
                raise BenchError("the server ended before it answered")
            time.sleep(0.1)
        raise BenchError("the server did not answer within a minute")

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def get(self, path: str, encoding: str = "identity") -> bytes:
        """The body of one answer as it goes over the wire. Raises BenchError unless it is a 200."""
        try:
            with urlopen(
                Request(self.url(path), headers={"Accept-Encoding": encoding}), timeout=30
            ) as answer:
                body: bytes = answer.read()
                return body
        except URLError as error:
            raise BenchError(f"{path}: {error}") from error

    def wait_idle(self) -> None:
        """Wait, for two minutes at most, until its processes are done with what they do by themselves."""
        deadline, before = time.monotonic() + 120, self.cpu_seconds()
        while time.monotonic() < deadline:
            time.sleep(1)
            now = self.cpu_seconds()
            if now - before < 0.05:
                return
            before = now

    def cpu_seconds(self) -> float:
        """User and system time of the server's process tree so far."""
        return cpu_of_tree(self._process.pid)

    def peak_mib(self) -> float:
        """The largest resident set any process of the tree has had."""
        return max(_peak_mib(pid) for pid in _tree(self._process.pid))

    def load(self, paths: Sequence[str], seconds: float) -> Load:
        """Ask the paths in turn for so long, after a short warm-up."""
        self._run(paths, min(2.0, seconds / 2), 0)
        before = self.cpu_seconds()
        count, rate, p50, p99, errors = self._run(paths, seconds, len(paths) // 2)
        if not count:
            raise BenchError("no answers")
        return Load(count, rate, p50, p99, (self.cpu_seconds() - before) * 1000 / count, errors)

    def _run(self, paths: Sequence[str], seconds: float, offset: int) -> tuple[int, float, float, float, int]:
        with tempfile.TemporaryDirectory(prefix="bench-load-") as directory:
            file = Path(directory) / "paths"
            file.write_text("\n".join(paths) + "\n", encoding="ascii")
            if shutil.which("wrk"):
                return _wrk(self.url(""), file, seconds, offset)
            return _own_client(self.port, file, seconds, offset)


def _wrk(url: str, file: Path, seconds: float, offset: int) -> tuple[int, float, float, float, int]:
    script = file.with_name("paths.lua")
    script.write_text(_LUA.format(file=file, offset=offset), encoding="ascii")
    command = [
        "wrk",
        "-t1",
        f"-c{CONNECTIONS}",
        f"-d{max(1, round(seconds))}s",
        "--latency",
        "-s",
        str(script),
        url,
    ]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    count = _figure(r"(\d+) requests in", text)
    refused = _figure(r"Non-2xx or 3xx responses: (\d+)", text)
    broken = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", text)
    errors = refused + (sum(map(float, broken.groups())) if broken else 0)
    rate = _figure(r"Requests/sec:\s+([\d.]+)", text)
    return int(count), rate, _latency("50%", text), _latency("99%", text), int(errors)


def _figure(pattern: str, text: str) -> float:
    found = re.search(pattern, text)
    return float(found[1]) if found else 0.0


def _latency(label: str, text: str) -> float:
    found = re.search(rf"{label}\s+([\d.]+)(us|ms|s)", text)
    return float(found[1]) * {"us": 0.001, "ms": 1, "s": 1000}[found[2]] if found else 0.0


def _own_client(port: int, file: Path, seconds: float, offset: int) -> tuple[int, float, float, float, int]:
    command = [sys.executable, "-m", "bench.load", str(port), str(file), str(seconds), str(offset)]
    text = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    count, rate, p50, p99, errors = text.split()
    return int(count), float(rate), float(p50), float(p99), int(errors)


async def _connection(port: int, paths: list[str], end: float, start: int) -> list[tuple[float, bool]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    answers = []
    at = start
    while time.perf_counter() < end:
        at = (at + CONNECTIONS) % len(paths)
        began = time.perf_counter()
        writer.write(
            f"GET {paths[at]} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: identity\r\n\r\n".encode()
        )
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = re.search(rb"content-length: (\d+)", head)
        if length:
            await reader.readexactly(int(length[1]))
        answers.append((time.perf_counter() - began, head.startswith(b"http/1.1 2") and length is not None))
    writer.close()
    return answers


async def _client(port: int, paths: list[str], seconds: float, offset: int) -> str:
    began = time.perf_counter()
    runs = (_connection(port, paths, began + seconds, offset + n) for n in range(CONNECTIONS))
    answers = [answer for run in await asyncio.gather(*runs) for answer in run]
    took = sorted(seconds for seconds, _ in answers)
    p50, p99 = (took[int(len(took) * share)] * 1000 for share in (0.5, 0.99))
    rate = len(answers) / (time.perf_counter() - began)
    return f"{len(answers)} {rate} {p50} {p99} {sum(not good for _, good in answers)}"


def cpu_of_tree(root: int) -> float:
    """User and system seconds so far of a process and all its descendants that are alive."""
    return sum(_cpu(pid) for pid in _tree(root))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _tree(root: int) -> list[int]:
    """The process and all its descendants that are alive."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            fields = _stat(int(entry.name))
            if fields:
                children.setdefault(int(fields[1]), []).append(int(entry.name))
    tree = [root]
    for pid in tree:
        tree.extend(children.get(pid, ()))
    return tree


def _stat(pid: int) -> list[str]:
    """The fields of /proc/pid/stat after the command name: state, parent, …"""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def _cpu(pid: int) -> float:
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12])) / _TICK if fields else 0.0


def _peak_mib(pid: int) -> float:
    try:
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(encoding="utf-8"))
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return int(found[1]) / 1024 if found else 0.0


if __name__ == "__main__":
    _port, _file, _seconds, _offset = sys.argv[1:]
    _paths = Path(_file).read_text(encoding="ascii").split()
    print(asyncio.run(_client(int(_port), _paths, float(_seconds), int(_offset))))
