"""`portal bench`: measure relevance against judged queries."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.relevance import Outcome


@click.group()
def bench() -> None:
    """Measure how well things are found (speed: make bench)."""


@bench.command()
@click.option(
    "--gold",
    "judged_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Judged queries (TSV: class, language, query, expected; or YAML) for what is imported.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write one JSON line a query with the codes found.",
)
def relevance(judged_file: Path | None, out: Path | None) -> None:
    """Report recall@10 and MRR by class and language.

    Without --gold a temporary index of the gold corpus is built and the project's own judged queries
    are asked; with it, the queries of the file are asked of the live index of the settings.
    """
    from bench.relevance import write_found

    outcomes = _of_file(judged_file) if judged_file else _of_project()
    if out:
        write_found(outcomes, out)
        click.echo(f"{out}: {len(outcomes)}")


def _of_file(path: Path) -> "Sequence[Outcome]":
    from bench.judged import JudgedError, load
    from bench.relevance import measure, summary, table
    from credit.domain.clock import SystemClock
    from search.errors import SearchUnavailableError
    from search.factory import open_reader
    from web.settings import Settings

    settings = Settings.from_mapping(os.environ)
    try:
        judged = load(path)
        outcomes = tuple(measure(open_reader(settings.search_url), judged, SystemClock().today()))
    except JudgedError as error:
        raise click.ClickException(str(error)) from error
    except SearchUnavailableError as error:
        raise click.ClickException(
            f"{settings.search_url}: no index yet (portal index build): {error}"
        ) from error
    click.echo(table(summary(outcomes)))
    return outcomes


def _of_project() -> "Sequence[Outcome]":
    from bench import corpus
    from bench.relevance import gold_queries, indexed_apart, listed_queries, summary, table
    from credit.domain.clock import SystemClock

    today = SystemClock().today()
    outcomes = indexed_apart(corpus.gold(), gold_queries(), today)
    click.echo(table(summary(outcomes)))
    listed = corpus.listed()
    if listed is None:
        return outcomes
    real = indexed_apart(listed, listed_queries(listed), today)
    click.echo("\n" + table(summary(real)))
    return (*outcomes, *real)
