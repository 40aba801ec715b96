"""Wordings of commitments on the desk: versions in force and in the making, and the form of one."""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from credit.domain.committing import Blank, Checker, FieldKind, Template, TemplateVersion
from credit.domain.labels import zh
from web.presenters.forms import Option
from web.presenters.parts import Fact, Link, Problem, Tag, Text, Tone
from web.presenters.speech import Speech

_BY = zh("%(who)s 起草，%(moment)s")
# what keeps a wording from being put in force -> words, field
WRONG: dict[str, tuple[str, str]] = {
    "template.item_missing": (
        zh("缺少承诺书必须有的内容：材料真实、依法诚信经营、接受监督、承担后果、同意公示。"),
        "clauses",
    ),
    "template.uyghur": (zh("每一段文字都要有维吾尔文"), "clauses"),
    "template.blank": (zh("花括号里的内容没有对应的填空"), "blanks"),
    "template.blank_key": (zh("填空的代号只用小写字母、数字和下划线，以字母开头，不能重复"), "blanks"),
    "template.empty": (zh("有的文字是空的，请补上"), "clauses"),
    "template.long": (zh("有的文字超过 2000 个字"), "clauses"),
    "template.personal": (zh("文字里有个人信息，不能写进范本"), "clauses"),
}


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """A version in the list."""

    title: Text
    href: str
    tag: Tag
    meta: Text
    by: Text


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """A place for a sentence."""

    number: str
    key: str
    text: str
    uyghur: str


class BlankRow(msgspec.Struct, frozen=True, kw_only=True):
    """A place for a blank."""

    number: str
    key: str
    label: str
    uyghur: str
    kinds: tuple[Option, ...]
    must: bool
    longest: str
    least: str
    most: str


class VersionPage(msgspec.Struct, frozen=True, kw_only=True):
    """A version by itself. editable, releasable: what this officer can do with it."""

    title: str
    name: Text
    tag: Tag
    facts: tuple[Fact, ...]
    clauses: tuple[tuple[Text, Text], ...]
    here: str
    seen: str
    edit: str
    editable: bool
    releasable: bool


def versions(
    words: Speech, found: Iterable[TemplateVersion], names: Mapping[str, str]
) -> tuple[Version, ...]:
    """Those an authority keeps. names: what officers are called."""
    return tuple(_version(words, one, names) for one in found)


def with_portal(words: Speech, found: Iterable[Template], base: str) -> tuple[Link, ...]:
    """Those in force, each as what a new version can be made from."""
    return tuple(
        Link(
            label=words.zh(one.name) if not words.uyghur else words.bdi(one.name_uyghur),
            href=f"{base}/new?from={one.code}",
            text=words.code(one.version),
        )
        for one in found
    )


def tag(words: Speech, one: TemplateVersion) -> Tag:
    """Whether it is used."""
    return Tag(words._("已启用"), Tone.GOOD) if one.in_force else Tag(words._("草稿"), Tone.NOTE)


def _version(words: Speech, one: TemplateVersion, names: Mapping[str, str]) -> Version:
    template = one.template
    return Version(
        title=words.bdi(template.name_uyghur if words.uyghur else template.name),
        href=f"/{words.prefix}/desk/commitments/wordings/{one.id}",
        tag=tag(words, one),
        meta=words.series(
            [
                words.label(template.commitment_type),
                words.code(template.version),
                words.since(template.starts),
            ]
        ),
        by=words.say(_BY, who=_who(words, one.drafted_by, names), moment=words.moment(one.drafted_at)),
    )


def _who(words: Speech, actor: str, names: Mapping[str, str]) -> Text:
    return words.bdi(names.get(actor, "")) if names.get(actor) else words._("工作人员")


def version_page(
    words: Speech, one: TemplateVersion, names: Mapping[str, str], *, mine: bool, reviews: bool
) -> VersionPage:
    """mine: this officer wrote some of it. reviews: this officer may put others' drafts in force."""
    template = one.template
    return VersionPage(
        title=template.name_uyghur if words.uyghur else template.name,
        name=words.bdi(template.name_uyghur if words.uyghur else template.name),
        tag=tag(words, one),
        facts=tuple(_facts(words, one, names)),
        clauses=tuple((words.bdi(clause.text), words.bdi(clause.uyghur)) for clause in template.clauses),
        here=f"/{words.prefix}/desk/commitments/wordings/{one.id}",
        seen=one.seen,
        edit=f"/{words.prefix}/desk/commitments/wordings/{one.id}/edit",
        editable=not one.in_force,
        releasable=not one.in_force and reviews and not mine,
    )


def _facts(words: Speech, one: TemplateVersion, names: Mapping[str, str]) -> Iterator[Fact]:
    template = one.template
    yield Fact(label=words._("范本代号"), value=words.code(template.code))
    yield Fact(label=words._("版本号"), value=words.code(template.version))
    yield Fact(label=words._("承诺类型"), value=words.label(template.commitment_type))
    yield Fact(label=words._("从哪一天起使用"), value=words.iso(template.starts))
    yield Fact(label=words._("承诺事项"), value=words.bdi(template.matter))
    yield Fact(label=words._("承诺依据"), value=words.bdi(template.basis))
    yield Fact(label=words._("违诺责任"), value=words.bdi(template.breach))
    yield from _rest(words, template)
    drafted = words.moment(one.drafted_at)
    yield Fact(label=words._("起草"), value=_who(words, one.drafted_by, names), note=drafted)
    if one.released_at is not None:
        note = words.moment(one.released_at)
        yield Fact(label=words._("启用"), value=_who(words, one.released_by, names), note=note)


def _rest(words: Speech, template: Template) -> Iterator[Fact]:
    """What else is put in force with the sentences: nobody releases what was not shown."""
    yield Fact(label=words._("违诺责任（维吾尔文）"), value=words.bdi(template.breach_uyghur))
    yield Fact(label=words._("用一句大白话说明谁会用到"), value=words.bdi(template.need))
    yield Fact(label=words._("大白话说明（维吾尔文）"), value=words.bdi(template.need_uyghur))
    yield Fact(label=words._("承诺事项（维吾尔文）"), value=words.bdi(template.matter_uyghur))
    if template.scene or template.scene_uyghur:
        yield Fact(label=words._("承诺场景"), value=words.bdi(template.scene))
        yield Fact(label=words._("承诺场景（维吾尔文）"), value=words.bdi(template.scene_uyghur))
    yield Fact(
        label=words._("有效期（月，0 表示没有截止日期）"), value=words.code(str(template.valid_months))
    )
    checker = Checker.AUTHORITY if template.checked else Checker.NOBODY
    yield Fact(label=words._("公示以前由监管部门核验"), value=words.label(checker))
    for blank in template.blanks:
        yield Fact(
            label=words.code(blank.key), value=words.bdi(blank.label), note=words.bdi(blank.label_uyghur)
        )


def sentences(rows: Iterable[tuple[str, str, str]], more: int) -> tuple[Sentence, ...]:
    """Places for those that are there, and for more."""
    listed = [*rows, *[("", "", "")] * more]
    return tuple(
        Sentence(number=str(number), key=key, text=text, uyghur=uyghur)
        for number, (key, text, uyghur) in enumerate(listed)
    )


def blank_rows(words: Speech, found: Iterable[Blank], more: int) -> tuple[BlankRow, ...]:
    """Places for blanks."""
    empty = Blank(key="", kind=FieldKind.LINE, label="", label_uyghur="")
    return tuple(
        BlankRow(
            number=str(number),
            key=one.key,
            label=one.label,
            uyghur=one.label_uyghur,
            kinds=tuple(
                Option(value=kind.value, label=words.label(kind), checked=kind is one.kind)
                for kind in FieldKind
            ),
            must=one.required,
            longest=str(one.longest),
            least=str(one.least),
            most=str(one.most),
        )
        for number, one in enumerate([*found, *[empty] * more])
    )


def wrong(words: Speech, codes: Iterable[str]) -> tuple[Problem, ...]:
    """What keeps it from being kept, each once."""
    known = [WRONG[code] for code in dict.fromkeys(codes) if code in WRONG]
    return tuple(Problem(words._(said), field) for said, field in known)
