"""Starts, watches and stops servers: each a process of its own, with free ports and its own directory."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

from search.local_elastic.home import prepare

STARTS_WITHIN = 120.0  # seconds, on a busy machine
_ROOT = Path(__file__).parent.parent.parent
_DIRECT = build_opener(ProxyHandler({}))


class StartError(RuntimeError):
    """A server did not start; the text is the end of its log."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How to run one server.

    data: its directory, made if missing. heap: as Java writes it. port, transport: 0 for any free one.
    cluster: transport ports of all nodes, for more than one. options: for the Java machine.
    """

    version: str
    data: Path
    heap: str = "1g"
    name: str = "node-1"
    port: int = 0
    transport: int = 0
    cluster: Sequence[int] = ()
    nodes: Sequence[str] = ()
    options: Sequence[str] = ("-XX:+UseSerialGC",)
    settings: Mapping[str, str] = field(default_factory=dict)


class LocalServer:
    """One running server. Paused and killed at will by tests; gone when the process that started it is."""

    def __init__(self, plan: Plan, progress: Callable[[int, int], None] | None = None) -> None:
        self._home = prepare(plan.version, progress)
        self.plan = plan
        self.port = plan.port or free_port()
        self._transport = plan.transport or free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    @property
    def url(self) -> str:
        """Its address, without a trailing slash."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        """What it writes."""
        return self.plan.data / "server.log"

    @property
    def pid(self) -> int:
        """The process. Raises: RuntimeError if it was never started."""
        if self._process is None:
            raise RuntimeError("the server was not started")
        return self._process.pid

    def start(self) -> None:
        """Start the process, with the same ports and data as before."""
        self.plan.data.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "search.local_elastic.node"]
        with self.log.open("ab") as out:
            self._process = subprocess.Popen(  # noqa: S603 - this interpreter
                command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=out, stderr=out, start_new_session=True
            )
        assert self._process.stdin is not None
        told = {"version": self.plan.version, "home": str(self._home), "heap": self.plan.heap}
        line = json.dumps({**told, "options": list(self.plan.options), "settings": self._settings()})
        self._process.stdin.write(line.encode() + b"\n")
        self._process.stdin.flush()

    def _settings(self) -> dict[str, str]:
        plan = self.plan
        settings = {
            "path.home": str(self._home),
            "path.data": str(plan.data.absolute()),
            "path.logs": str(plan.data.absolute() / "logs"),
            "node.name": plan.name,
            "cluster.name": "credit-portal",
            "network.host": "127.0.0.1",
            "http.port": str(self.port),
            "transport.port": str(self._transport),
            "cluster.routing.allocation.disk.threshold_enabled": "false",
        }
        if plan.cluster:
            settings["discovery.seed_hosts"] = ",".join(f"127.0.0.1:{port}" for port in plan.cluster)
            settings["cluster.initial_master_nodes"] = ",".join(plan.nodes)
        else:
            settings["discovery.type"] = "single-node"
        return settings | dict(plan.settings)

    def wait(self, within: float = STARTS_WITHIN) -> None:
        """Wait until it answers as part of a whole cluster. Raises: StartError."""
        until = time.monotonic() + within
        nodes = max(1, len(self.plan.nodes))
        while not self._healthy(nodes):
            ended = self._process is None or self._process.poll() is not None
            if ended or time.monotonic() > until:
                told = self.log.read_text("utf-8", "replace")[-4000:] if self.log.exists() else ""
                raise StartError(f"Elasticsearch {self.plan.version} did not start:\n{told}")
            time.sleep(0.05)

    def _healthy(self, nodes: int) -> bool:
        try:
            with _DIRECT.open(f"{self.url}/_cluster/health", timeout=5) as answer:
                found = json.load(answer)
                return found["status"] != "red" and int(found["number_of_nodes"]) >= nodes
        except (URLError, OSError, ValueError):
            return False

    def pause(self) -> None:
        """Let it hang: connections are taken, nothing is answered."""
        os.kill(self.pid, signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on."""
        os.kill(self.pid, signal.SIGCONT)

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
        self._reap()

    def stop(self) -> None:
        """Let it finish in order."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGCONT)
            assert self._process.stdin is not None
            self._process.stdin.close()
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self._process.kill()
        self._reap()

    def _reap(self) -> None:
        if self._process is not None:
            self._process.wait()
            if self._process.stdin is not None:
                self._process.stdin.close()
            self._process = None


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(
    plan: Plan, progress: Callable[[int, int], None] | None = None, orderly: bool = False
) -> Iterator[LocalServer]:
    """One server that answers, while the block runs. orderly: let it finish, for data that are kept."""
    server = LocalServer(plan, progress)
    try:
        server.wait()
        yield server
    finally:
        if orderly:
            server.stop()
        else:
            server.kill()


@contextmanager
def cluster(version: str, data: Path, nodes: int = 3, heap: str = "512m") -> Iterator[list[LocalServer]]:
    """Several servers that form one cluster, while the block runs."""
    ports = [free_port() for _ in range(nodes)]
    names = [f"node-{number}" for number in range(1, nodes + 1)]
    with ExitStack() as stack:
        servers = []
        for name, port in zip(names, ports, strict=True):
            plan = Plan(version, data / name, heap, name, transport=port, cluster=ports, nodes=names)
            server = LocalServer(plan)
            stack.callback(server.kill)
            servers.append(server)
        for server in servers:
            server.wait()
        yield servers
