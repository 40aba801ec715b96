"""Notices of authorities (机关公告): they lie under no subject, so no row names one."""

import re
from datetime import datetime
from urllib.parse import urlsplit

from credit.domain.notice_kinds import OF_SUBJECT_ALONE, NoticeKind
from credit.domain.notices import Attachment, AuthorityNotice, NoticeFacts
from credit.services.imports.cells import CellError, Choice, Day, Pattern, Text, Texts
from credit.services.imports.columns import (
    MARKS,
    SOURCE,
    Column,
    RowError,
    Table,
    Values,
    agency,
    own_id,
    provenance,
    withholding,
)

OFFICE = "乌鲁木齐市天山区市场监督管理局"
_MOST = 20
_WHITE = re.compile(r"\s")


class Attachments:
    """Documents beside a notice: what each is called and where it lies on the authority's site."""

    label = "文本，多个用；隔开，每个写作 名称｜网址"
    vocabulary: tuple[str, ...] = ()

    def parse(self, raw: str) -> tuple[Attachment, ...]:
        parts = Texts(600).parse(raw)
        if len(parts) > _MOST:
            raise CellError(f"附件不超过 {_MOST} 个")
        return tuple(map(self._one, parts))

    def _one(self, part: str) -> Attachment:
        name, bar, url = part.replace("|", "｜").rpartition("｜")
        if not bar or not name.strip():
            raise CellError("附件应写作 名称｜网址")
        return Attachment(name.strip(), _address(url.strip()))


def _address(url: str) -> str:
    """An address that a page may link to. Raises CellError."""
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and parts.hostname and not parts.username
    except ValueError:
        known = False
    if not known or _WHITE.search(url):
        raise CellError("附件网址应以 http:// 或 https:// 开头")
    return url


AUTHORITY_NOTICE = Table(
    "authority_notice",
    "机关公告",
    "不记于某一主体名下的公告：抽查计划、抽查事项清单、批量列入和移出、批量强制注销等。",
    (
        Column(
            "notice_kind",
            "机关公告类型",
            Choice(NoticeKind, without=OF_SUBJECT_ALONE),
            "抽查工作计划公告",
            required=True,
        ),
        Column("title", "公告标题", Text(300), "2024 年度双随机、一公开抽查工作计划", required=True),
        Column("body", "公告内容", Text(50_000), "本年度组织三次抽查。", note="换行分段"),
        Column("number", "公告文号", Text(100), "天市监公告〔2024〕3 号"),
        Column(
            "division", "行政区划代码", Pattern("6 位数字", r"\d{6}", "行政区划代码应为 6 位数字"), "650102"
        ),
        Column("period_from", "公告期自", Day(), "2024-03-01", required=True),
        Column("period_to", "公告期至", Day(), "2024-12-31", note="没有截止日期的不填"),
        Column("objections_until", "异议截止日期", Day(), note="可以提出异议的填写"),
        Column(
            "attachments", "附件", Attachments(), "抽查事项清单｜https://www.example.com/notices/list.pdf"
        ),
        *agency("公告机关", OFFICE, "提供机关"),
        *SOURCE,
        *MARKS,
    ),
    ("notice_kind", "number", "period_from", "title"),
    "period_from",
    None,
    AuthorityNotice,
)
_FIELDS = AuthorityNotice.__struct_fields__


def authority_notice(values: Values, received: datetime) -> NoticeFacts:
    """A notice from the values of a row. Raises RowError."""
    for field in ("period_to", "objections_until"):
        if field in values and values[field] < values["period_from"]:
            raise RowError(AUTHORITY_NOTICE.label_of(field), "早于公告期的第一天")
    own = "" if "source_id" in values else own_id(AUTHORITY_NOTICE, values, values["agency"])
    return NoticeFacts(
        key="",
        provenance=provenance(AUTHORITY_NOTICE, values, received, own),
        content=AuthorityNotice(**{name: values[name] for name in _FIELDS if name in values}),
        withheld=withholding(values),
        objection_since=values.get("objection_since"),
    )
