"""`portal search TEXT`: the answer of the search page on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    from search.document import Card
    from search.page import Hit, Page


@click.command()
@click.argument("text")
@click.option("--lang", type=click.Choice(["zh", "ug"]), default="zh", show_default=True)
@click.option("--kind", type=click.Choice(["enterprise", "penalty", "notice"]), default="enterprise")
@click.option("--limit", type=click.IntRange(1, 100), default=20, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, the last one with the total.")
def search(text: str, lang: str, kind: str, limit: int, as_json: bool) -> None:
    """Search as the page does: same answers, same order."""
    from dataclasses import replace

    from credit.domain.clock import SystemClock
    from search.errors import IndexBuildingError, SearchUnavailableError
    from search.factory import open_reader
    from search.query import Kind, Language
    from web.cli.setting import read_settings
    from web.presenters.asked import Asked, clean

    asked = Asked(text=clean(text)[0], kind=Kind(kind))
    query = replace(asked.query(SystemClock().today(), Language(lang)), size=limit)
    try:
        page = open_reader(read_settings().search_url).search(query)
    except SearchUnavailableError as error:
        _fall_back(asked.text, limit, as_json, building=isinstance(error, IndexBuildingError))
        return
    if as_json:
        _print_json(map(_hit, page.hits), {"total": page.total, "exact": page.exact, "engine": True})
    else:
        _print(page)


def _fall_back(text: str, limit: int, as_json: bool, *, building: bool) -> None:
    """While the engine is down or its index being built: the enterprise of a code, or names that begin so."""
    from credit.disclosure import narrow
    from credit.domain.clock import SystemClock
    from credit.domain.vocabulary import Channel
    from credit.services.public import PublicReader
    from credit.services.search_documents import card
    from web.cli.setting import database

    with database() as sessions:
        reader = PublicReader(sessions, SystemClock())
        located = reader.enterprise(text)
        cards = (
            [card(narrow(located.dossier, Channel.CARD))] if located else reader.suggest_names(text, limit)
        )
    if as_json:
        end = {"total": len(cards), "exact": False, "engine": False, "building": building}
        _print_json(map(_card, cards), end)
        return
    why = "搜索索引正在建立" if building else "搜索引擎不可用"
    click.echo(f"{why}，以下为登记名称以所输文字开头的主体", err=True)
    for one in cards:
        click.echo(f"{one.address}  {one.name}")


def _card(one: Card) -> dict[str, Any]:
    return {"code": one.code, "name": one.name, "status": one.status, "address": one.address}


def _hit(hit: Hit) -> dict[str, Any]:
    shown = "".join(span.text for span in hit.spans)
    extra = {"title": hit.card.title, "anchor": hit.anchor or hit.card.anchor}
    return {**_card(hit.card), "kind": hit.kind.value, "reason": hit.reason.value, "matched": shown, **extra}


def _print_json(lines: Iterable[dict[str, Any]], end: dict[str, Any]) -> None:
    import orjson

    for line in [*lines, end]:
        click.echo(orjson.dumps(line).decode())


def _print(page: Page) -> None:
    for number, hit in enumerate(page.hits, start=1):
        title = f"  {hit.card.title}" if hit.card.title else ""
        click.echo(f"{number:>3}  {hit.card.address:<18}  {hit.card.name}{title}  [{hit.reason.value}]")
    click.echo(f"{'' if page.exact else '≥ '}{page.total}")
    for hint in page.hints:
        facet = f" {hint.facet.value}" if hint.facet else ""
        other = f" {hint.other.value}" if hint.other else ""
        click.echo(f"{hint.kind.value}{facet}{other} {hint.text} {hint.count or ''}".rstrip())
