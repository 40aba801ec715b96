"""Wordings of commitments on the desk: versions in force and in the making, and the form of one."""

from collections.abc import Iterable

import msgspec

from credit.domain.committing import Blank, FieldKind, Template, TemplateVersion
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
    "template.blank": (zh("花括号里的名称没有对应的填空"), "blanks"),
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
    edit: str
    editable: bool
    releasable: bool


def versions(words: Speech, found: Iterable[TemplateVersion]) -> tuple[Version, ...]:
    """Those an authority keeps."""
    return tuple(_version(words, one) for one in found)


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


def _version(words: Speech, one: TemplateVersion) -> Version:
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
        by=words.say(_BY, who=words.bdi(one.drafted_by), moment=words.moment(one.drafted_at)),
    )


def version_page(words: Speech, one: TemplateVersion, *, mine: bool, reviews: bool) -> VersionPage:
    """mine: this officer drafted it. reviews: this officer may put others' drafts in force."""
    template = one.template
    facts = [
        Fact(label=words._("范本代号"), value=words.code(template.code)),
        Fact(label=words._("版本号"), value=words.code(template.version)),
        Fact(label=words._("承诺类型"), value=words.label(template.commitment_type)),
        Fact(label=words._("从哪一天起使用"), value=words.iso(template.starts)),
        Fact(label=words._("承诺事项"), value=words.bdi(template.matter)),
        Fact(label=words._("承诺依据"), value=words.bdi(template.basis)),
        Fact(label=words._("违诺责任"), value=words.bdi(template.breach)),
        Fact(label=words._("起草"), value=words.bdi(one.drafted_by), note=words.moment(one.drafted_at)),
    ]
    if one.released_at is not None:
        note = words.moment(one.released_at)
        facts.append(Fact(label=words._("启用"), value=words.bdi(one.released_by), note=note))
    return VersionPage(
        title=template.name_uyghur if words.uyghur else template.name,
        name=words.bdi(template.name_uyghur if words.uyghur else template.name),
        tag=tag(words, one),
        facts=tuple(facts),
        clauses=tuple((words.bdi(clause.text), words.bdi(clause.uyghur)) for clause in template.clauses),
        here=f"/{words.prefix}/desk/commitments/wordings/{one.id}",
        edit=f"/{words.prefix}/desk/commitments/wordings/{one.id}/edit",
        editable=not one.in_force,
        releasable=not one.in_force and reviews and not mine,
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
