"""What is said while the search cannot answer: the engine is down, or its index is being built."""

from typing import NamedTuple

from credit.domain.labels import zh
from search.errors import IndexBuildingError, SearchUnavailableError


class Apology(NamedTuple):
    """Chinese texts: heading of a results page, title and text of its note; lines on the lists of notices
    and of commitments."""

    heading: str
    title: str
    text: str
    notices: str
    commitments: str


_DOWN = Apology(
    zh("搜索暂时不可用，只能按代码或者名称的开头查询"),
    zh("搜索正在恢复"),
    zh("企业页面照常可以打开。下面是按代码或者名称开头直接从登记库查到的企业，没有排序和筛选。"),
    zh("搜索正在恢复，请稍后再试。每个企业的公告仍可以在企业页面上查看。"),
    zh("搜索正在恢复，请稍后再试。每个企业的信用承诺仍可以在企业页面上查看。"),
)
_BUILDING = Apology(
    zh("搜索索引正在建立，暂时只能按代码或者名称的开头查询"),
    zh("搜索索引正在建立"),
    zh(
        "没有查到，不等于没有这家企业：索引建好以后，会自动恢复全部查询。"
        "下面是按代码或者名称开头直接从登记库查到的企业，没有排序和筛选。"
    ),
    zh("搜索索引正在建立，建好以后自动恢复。每个企业的公告仍可以在企业页面上查看。"),
    zh("搜索索引正在建立，建好以后自动恢复。每个企业的信用承诺仍可以在企业页面上查看。"),
)


def apology(error: SearchUnavailableError) -> Apology:
    """What to say instead of an answer."""
    return _BUILDING if isinstance(error, IndexBuildingError) else _DOWN
