"""Hypothesis strategies that make arbitrary facts about a subject.

Every field of every struct is filled, whatever it is called; text can be drawn with personal data
in it, in the spellings people use. Records are kept few so that examples stay readable.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from types import UnionType
from typing import Any, get_args, get_origin

import msgspec
from hypothesis import strategies as st

from credit.disclosure_clean import fingerprint
from credit.domain.clock import SHANGHAI
from credit.domain.identifiers import make_credit_code, make_registration_no
from credit.domain.records import AnyContent, EnterpriseFacts, Record, Registration
from credit.domain.values import Money, Provenance, Review, Withholding

FIRST_DAY, LAST_DAY = date(2021, 9, 1), date(2034, 12, 31)
CANARY = "CANARYNEVERPUBLIC"
PERSON = "阿不都热依木某甲"

# Values no dossier may hold: none of them checks as a credit code or registration number.
IDENTITIES = ("11010519491231002X", "650102198001011234", "653101197512120020", "110105491231003")
MOBILES = ("13812345678", "19999999999", "15099123456")
CARDS = ("6222021234567890128", "4111111111111111")
EMAILS = ("guli@example.cn", "a.b-c@mail.example.com")
HOMES = (
    "家庭住址：乌鲁木齐市天山区光明路12号3栋502室",
    "张某，男，维吾尔族，住喀什市色满路7号",
    "户籍所在地为和田县某乡某村3组",
)
PERSONAL_NUMBERS = IDENTITIES + MOBILES + CARDS

PLAIN = (
    "未按规定公示年度报告",
    "乌市监处罚〔2026〕12号",
    "SC10665010200123",
    "当事人住所：乌鲁木齐市天山区光明路12号",
    "批发和零售业",
    "شىنجاڭ",
    "2026-03-01至2026-04-01",
    "统一社会信用代码91650102000000019F",
    "注册号650102050000002",
    "",
)

days = st.dates(FIRST_DAY - timedelta(days=900), LAST_DAY)
asked_days = st.dates(FIRST_DAY, LAST_DAY)
plain = st.sampled_from(PLAIN)


def spaced(value: str) -> st.SearchStrategy[str]:
    """A number as people write it: full width, in groups, letter by letter, or with hidden marks."""
    wide = value.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789X"})
    groups = "-".join([value[:3], value[3:7], value[7:]]) if len(value) == 11 else value
    return st.sampled_from([value, wide, " ".join(value), groups, "\u200b".join(value), f"，{value}。"])


numbers = st.sampled_from(PERSONAL_NUMBERS).flatmap(spaced)
emails = st.sampled_from(EMAILS).flatmap(lambda value: st.sampled_from([value, value.replace("@", "＠")]))
personal = st.one_of(numbers, emails, st.sampled_from(HOMES))
with_personal = st.one_of(plain, st.builds("{}：{}；{}".format, plain, personal, plain))
maskable = st.one_of(plain, st.builds("{}：{}；{}".format, plain, st.one_of(numbers, emails), plain))

serials = st.text("0123456789ABCDEFGH", min_size=8, max_size=8)
credit_codes = st.builds(make_credit_code, st.just("91"), st.just("650102"), serials)
registration_nos = st.integers(0, 99_999_999).map(lambda n: make_registration_no("650102", f"{n:08}"))

_ATOMS: dict[Any, st.SearchStrategy[Any]] = {
    date: days,
    datetime: st.integers(0, 150_000_000).map(
        lambda seconds: datetime(2021, 9, 1, tzinfo=SHANGHAI) + timedelta(seconds=seconds)
    ),
    int: st.integers(0, 3000),
    bool: st.booleans(),
    Decimal: st.sampled_from([Decimal("0.5"), Decimal("1"), Decimal("9.99"), Decimal("10"), Decimal("5000")]),
    type(None): st.none(),
}


def of_type(annotation: Any, text: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    """Any value of a field's type, with texts drawn from `text`."""
    if annotation is str:
        return text
    if annotation in _ATOMS:
        return _ATOMS[annotation]
    if get_origin(annotation) is tuple:
        return st.lists(of_type(get_args(annotation)[0], text), max_size=2).map(tuple)
    if get_origin(annotation) is UnionType or get_origin(annotation) is not None:
        return st.one_of([of_type(part, text) for part in get_args(annotation)])
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return st.sampled_from(annotation)
    return struct_of(annotation, text)


def struct_of(
    kind: type, texts: st.SearchStrategy[str], /, **given: st.SearchStrategy[Any]
) -> st.SearchStrategy[Any]:
    """Any struct of a kind; fields named in `given` are drawn from there."""
    if kind is Money:
        given = {"currency": st.just("CNY"), **given}
    drawn = {
        field.name: of_type(field.type, texts)
        for field in msgspec.structs.fields(kind)
        if field.name not in given
    }
    return st.builds(kind, **drawn, **given)


CONTENT_KINDS: tuple[type, ...] = get_args(AnyContent)


def contents(text: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    return st.one_of([struct_of(kind, text) for kind in CONTENT_KINDS])


check_ids = st.sampled_from(["c1", "c2", f"{CANARY}-source"])
provenances = struct_of(Provenance, plain, source=st.just(CANARY), source_id=check_ids)


def _linked(content: Any, check_id: str) -> Any:
    has_link = hasattr(content, "check_id")
    return msgspec.structs.replace(content, check_id=check_id) if has_link else content


def _looked_at(record: Record, review: Review | None, really: bool) -> Record:
    """With the mark of somebody who let it pass; `really`: this very text, else another."""
    if review is None:
        return record
    text = fingerprint(record.content) if really else review.text
    return msgspec.structs.replace(record, reviewed=msgspec.structs.replace(review, text=text))


def records(
    text: st.SearchStrategy[str], content: st.SearchStrategy[Any] | None = None, reviews: bool = False
) -> st.SearchStrategy[Record]:
    """Records; with `reviews` some of them bear the mark of a person who let them pass."""
    bare = _records(text, content)
    if not reviews:
        return bare
    review = struct_of(Review, st.just(f"{CANARY}-reviewer"))
    return st.builds(_looked_at, bare, st.one_of(st.none(), review), st.booleans())


def _records(
    text: st.SearchStrategy[str], content: st.SearchStrategy[Any] | None = None
) -> st.SearchStrategy[Record]:
    return st.builds(
        Record,
        id=st.uuids().map(str),
        provenance=provenances,
        content=st.builds(_linked, contents(text) if content is None else content, check_ids),
        withheld=st.one_of(st.none(), st.none(), struct_of(Withholding, st.just(f"{CANARY}-officer"))),
        objection_since=st.one_of(st.none(), days),
    )


def registrations(text: st.SearchStrategy[str]) -> st.SearchStrategy[Registration]:
    return struct_of(
        Registration,
        text,
        provenance=provenances,
        withheld=st.none(),
        credit_code=st.one_of(st.none(), credit_codes),
        registration_no=st.one_of(st.none(), registration_nos),
        old_codes=st.lists(registration_nos, max_size=1).map(tuple),
    )


def facts(
    text: st.SearchStrategy[str] = plain,
    content: st.SearchStrategy[Any] | None = None,
    registered_text: st.SearchStrategy[str] | None = None,
    reviews: bool = False,
) -> st.SearchStrategy[EnterpriseFacts]:
    """Facts about a subject with up to four records of any kind."""
    return st.builds(
        EnterpriseFacts,
        key=st.uuids().map(str),
        registration=registrations(registered_text if registered_text is not None else text),
        records=st.lists(records(text, content, reviews), max_size=4, unique_by=lambda record: record.id).map(
            tuple
        ),
    )


def leaves(value: Any) -> list[str]:
    """Every text in a struct, however deep, as it would be written out."""
    return list(_leaves(msgspec.to_builtins(value, str_keys=True)))


def _leaves(tree: Any) -> Any:
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, dict):
        for key, item in tree.items():
            yield from _leaves(key)
            yield from _leaves(item)
    elif isinstance(tree, (list, tuple)):
        for item in tree:
            yield from _leaves(item)
