"""What an officer types about a wording of commitments (承诺书范本): its shape, no law."""

from collections.abc import Iterator, Mapping

from wtforms import BooleanField, DateField, Form, RadioField, StringField
from wtforms import TextAreaField as LinesField
from wtforms.validators import AnyOf, InputRequired, Length, Optional, Regexp

from credit.domain.commitments import CommitmentType
from credit.domain.committing import Blank, Clause, FieldKind, Template
from credit.domain.labels import zh

ROWS = 4  # empty places for sentences below those that are there
SENTENCES = 40  # at most
_TYPES = {
    one.value: one.label
    for one in CommitmentType
    if one not in (CommitmentType.LICENCE, CommitmentType.CERTIFICATE)
}
_LONG = zh("请控制在 2000 个字以内")
_NEEDED = InputRequired(zh("请填写这一项"))
Row = tuple[str, str, str]  # key, Chinese, Uyghur


class WordingForm(Form):
    """A version of a wording, but for its sentences and blanks."""

    code = StringField(
        zh("范本代号"),
        [
            _NEEDED,
            Regexp(r"[a-z][a-z0-9_]{2,39}\Z", message=zh("用小写字母开头，只用小写字母、数字和下划线")),
        ],
    )
    version = StringField(zh("版本号"), [_NEEDED, Length(max=40, message=zh("版本号太长"))])
    commitment_type = RadioField(
        zh("承诺类型"), [AnyOf(list(_TYPES), zh("请选择"))], choices=_TYPES, validate_choice=False
    )
    starts = DateField(zh("从哪一天起使用"), [InputRequired(zh("请填写日期"))])
    valid_months = StringField(
        zh("有效期（月，0 表示没有截止日期）"), [_NEEDED, Regexp(r"\d{1,3}\Z", message=zh("请填写数字"))]
    )
    checked = BooleanField(zh("公示以前由监管部门核验"))
    name = StringField(zh("范本名称"), [_NEEDED, Length(max=200, message=_LONG)])
    name_uyghur = StringField(zh("范本名称（维吾尔文）"), [_NEEDED, Length(max=400, message=_LONG)])
    need = StringField(zh("用一句大白话说明谁会用到"), [_NEEDED, Length(max=200, message=_LONG)])
    need_uyghur = StringField(zh("大白话说明（维吾尔文）"), [_NEEDED, Length(max=400, message=_LONG)])
    matter = StringField(zh("承诺事项"), [_NEEDED, Length(max=100, message=_LONG)])
    matter_uyghur = StringField(zh("承诺事项（维吾尔文）"), [_NEEDED, Length(max=200, message=_LONG)])
    scene = StringField(zh("承诺场景"), [Optional(), Length(max=100, message=_LONG)])
    scene_uyghur = StringField(zh("承诺场景（维吾尔文）"), [Optional(), Length(max=200, message=_LONG)])
    basis = StringField(zh("承诺依据"), [_NEEDED, Length(max=500, message=_LONG)])
    breach = LinesField(zh("违诺责任"), [_NEEDED, Length(max=2000, message=_LONG)])
    breach_uyghur = LinesField(zh("违诺责任（维吾尔文）"), [_NEEDED, Length(max=2000, message=_LONG)])

    def template(self, rows: tuple[Row, ...], blanks: tuple[Blank, ...]) -> Template:
        """The version that was typed; only of a form without problems."""
        text = {name: (self[name].data or "").strip() for name in _TEXTS}
        starts = self.starts.data
        if starts is None:
            raise ValueError("a form with problems")
        return Template(
            commitment_type=CommitmentType(self.commitment_type.data),
            starts=starts,
            valid_months=int(self.valid_months.data or "0"),
            checked=bool(self.checked.data),
            clauses=tuple(Clause(*row) for row in rows),
            blanks=blanks,
            **text,
        )


_TEXTS = (
    *("code", "version", "name", "name_uyghur", "need", "need_uyghur", "matter", "matter_uyghur"),
    *("scene", "scene_uyghur", "basis", "breach", "breach_uyghur"),
)


def typed_of(template: Template) -> dict[str, object]:
    """What a form that shows a version holds."""
    values: dict[str, object] = {name: getattr(template, name) for name in _TEXTS}
    return values | {
        "commitment_type": template.commitment_type.value,
        "starts": template.starts,
        "valid_months": str(template.valid_months),
        "checked": template.checked,
    }


def sentences(form: Mapping[str, str]) -> tuple[Row, ...]:
    """The sentences that were typed, those without any text left out; a new one gets a key of its own."""
    found = [
        tuple(form.get(f"{name}{number}", "").strip() for name in ("clause-key-", "clause-", "clause-ug-"))
        for number in range(SENTENCES)
    ]
    kept = [(key, text, uyghur) for key, text, uyghur in found if text or uyghur]
    return tuple(_keyed(kept))


def _keyed(rows: list[Row]) -> Iterator[Row]:
    taken = {key for key, _, _ in rows if key}
    for number, (key, text, uyghur) in enumerate(rows, 1):
        own = key or next(f"own_{at}" for at in range(number, 999) if f"own_{at}" not in taken)
        taken.add(own)
        yield own, text, uyghur


def blanks(form: Mapping[str, str]) -> tuple[Blank, ...]:
    """The blanks that were typed."""
    return tuple(_blanks(form))


def _blanks(form: Mapping[str, str]) -> Iterator[Blank]:
    for number in range(SENTENCES):
        key = form.get(f"blank-key-{number}", "").strip()
        label, uyghur = form.get(f"blank-{number}", "").strip(), form.get(f"blank-ug-{number}", "").strip()
        if not (key and label):
            continue
        kind = form.get(f"blank-kind-{number}", "")
        yield Blank(
            key=key[:40],
            kind=FieldKind(kind) if kind in {one.value for one in FieldKind} else FieldKind.LINE,
            label=label[:200],
            label_uyghur=uyghur[:200],
            required=form.get(f"blank-must-{number}", "") == "1",
            longest=_number(form.get(f"blank-longest-{number}", ""), 200),
            least=_number(form.get(f"blank-least-{number}", ""), 0),
            most=_number(form.get(f"blank-most-{number}", ""), 0),
        )


def _number(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else otherwise
