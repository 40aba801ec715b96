"""A reader made ready before anybody asks: tables of the text analysis, columns and counts of the index.

Counting a broad question takes as long as it has hits, and who asks it first waits. Broad are names of places
and words that many names have, the latter everywhere the same ones: both are asked once before.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from time import perf_counter

from search.asking.broad import BROAD
from search.engine import SearchReader
from search.errors import SearchUnavailableError
from search.query import Facet, Kind, Language, Query
from search.text.tables import forms
from search.text.translit import stem

# one question of each way of writing, and everything at once: together they touch what is loaded but once
_QUESTIONS = (
    ("", Language.ZH),
    ("新疆天山商贸有限公司", Language.ZH),  # untranslated: a question, not a text of ours
    ("shangmao", Language.ZH),
    ("شىركىتى", Language.UG),
)
_TRADES = (  # untranslated: words of names
    "商贸 贸易 科技 建筑 工程 装饰 建材 五金 餐饮 食品 农业 种植 养殖 农机 粮油 果品 百货 服装 服饰 美容 "
    "美发 理发 汽车 汽修 维修 运输 物流 广告 文化 传媒 教育 咨询 服务 劳务 物业 房地产 投资 实业 信息 网络 "
    "电子 通讯 烟酒 便利"
)


def warm(
    reader: SearchReader,
    on: date,
    facets: frozenset[Facet] = frozenset(Facet),
    places: Iterable[str] = (),
    rest: Callable[[float], object] = lambda _: None,
) -> None:
    """Ask what makes a new process slow for its first readers; an engine that is not there is left alone.

    facets: as pages ask for them. places: names, in either language. rest: called between words with the
    seconds that the last one took, so that readers who are there already get their turn.
    """
    try:
        for text, language in _QUESTIONS:
            reader.search(Query(text, on, language=language, facets=frozenset(Facet)))
        for kind in Kind:
            reader.count(Query("", on, kind=kind))
        for text, language in _words(places):
            began = perf_counter()
            if reader.count(Query(text, on, language=language))[0] >= BROAD:
                reader.search(Query(text, on, language=language, facets=facets))
            rest(perf_counter() - began)
    except SearchUnavailableError:
        return


def _words(places: Iterable[str]) -> Iterator[tuple[str, Language]]:
    """Words that may be broad, each in the language it is written in."""
    named = {name for place in places for name in (place, stem(place), place.split(" ")[0])}
    for word in sorted({*named, *forms(), *_TRADES.split()}):
        yield word, Language.UG if "\u0600" <= word[0] <= "\u06ff" else Language.ZH
    yield _QUESTIONS[-1]
