"""How a cell is read: leniently in form, exactly in value. Every refusal says why, in Chinese.

A refusal never repeats the value: what stands in the wrong place may be personal.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, Protocol

from credit.domain.errors import InputError
from credit.domain.identifiers import CreditCode, is_registration_no, normalise_code, registration_check_digit
from credit.domain.labels import Vocabulary
from credit.domain.values import NOT_APPLICABLE, NOT_COLLECTED, NOT_DISCLOSED
from credit.rules.personal_data import Personal, find

MISSING_WORDS = {
    "未采集": NOT_COLLECTED,
    "企业选择不公示": NOT_DISCLOSED,
    "不公示": NOT_DISCLOSED,
    "不适用": NOT_APPLICABLE,
}
EMPTY = frozenset({"", "/", "\\", "-", "--", "—", "——", "null", "NULL", "None", "NaN"})
OPEN_END = frozenset({"长期", "永久", "无期限", "无固定期限", "2099-12-31", "9999-12-31"})
SEPARATORS = re.compile(r"[；;|\n]+")
MARKET_BODIES = ("91", "92", "93", "99")  # first characters of market subjects' codes
UNREADABLE = "含有无法识别的字符，请检查文件编码"
NO_DATE = "日期无法识别，应写作 2024-01-31"


class CellError(ValueError):
    """Why a cell cannot be taken; the text is shown to whoever sent the file."""


class Cell(Protocol):
    """A type of column: what it is called, which unit, which words, and how it is read."""

    @property
    def label(self) -> str: ...

    @property
    def vocabulary(self) -> tuple[str, ...]: ...

    def parse(self, raw: str) -> Any:
        """The value of a cell that is not empty. Raises CellError."""
        ...


def as_text(value: object) -> str:
    """A cell of a spreadsheet or of JSON as text. Raises CellError for what no column can hold."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return {True: "是", False: "否", None: ""}[value]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    if isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
        return "；".join(as_text(one) for one in value)
    if not isinstance(value, int | float | Decimal):
        raise CellError("这一列不能是嵌套的对象")
    return str(value)


def tidy(raw: str) -> str:
    """Text without control characters, marks of direction and the spaces around it."""
    if "\ufffd" in raw:
        raise CellError(UNREADABLE)
    if raw.isprintable():
        return raw.strip()
    if any("\ud800" <= char <= "\udfff" for char in raw):
        raise CellError(UNREADABLE)
    kept = (char if char == "\n" or unicodedata.category(char)[0] != "C" else " " for char in raw)
    return "".join(kept).strip()


@dataclass(frozen=True)
class Text:
    """Text up to a number of characters."""

    longest: int = 200
    vocabulary: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return f"文本（不超过 {self.longest} 字）"

    def parse(self, raw: str) -> str:
        if len(raw) > self.longest:
            raise CellError(f"超过 {self.longest} 字")
        return raw


@dataclass(frozen=True)
class OwnId(Text):
    """What a source calls itself or its record: kept as it is, so nobody's identity number."""

    def parse(self, raw: str) -> str:
        if holds_identity(raw):
            raise CellError("疑为身份证件号码，不予接收")
        return super().parse(raw)


@dataclass(frozen=True)
class Code:
    """A unified social credit code, its check character included."""

    label: str = "统一社会信用代码（18 位）"
    vocabulary: tuple[str, ...] = ()

    def parse(self, raw: str) -> str:
        try:
            code = CreditCode.parse(raw).value
        except InputError as error:
            raise CellError(CODE_REASONS[error.code]) from None
        if not code.startswith(MARKET_BODIES) and holds_identity(code):
            raise CellError("疑为身份证件号码，不予接收")
        return code


CODE_REASONS = {
    "code.length": "统一社会信用代码应为 18 位",
    "code.charset": "统一社会信用代码含有不允许的字符",
    "code.check": "统一社会信用代码校验位不符",
}


@dataclass(frozen=True)
class OldNumber:
    """A 15- or 13-digit registration number."""

    label: str = "注册号（15 位或 13 位数字）"
    vocabulary: tuple[str, ...] = ()

    def parse(self, raw: str) -> str:
        number = normalise_code(raw)
        if not is_registration_no(number):
            raise CellError("注册号应为 15 位或 13 位数字")
        if not _checks(number) and holds_identity(number):
            raise CellError("疑为身份证件号码，不予接收")
        return number


def _checks(number: str) -> bool:
    """Whether a number is a registration number by its check digit, and so nobody's identity number."""
    return len(number) == 15 and registration_check_digit(number[:14]) == number[14]


@dataclass(frozen=True)
class Codes:
    """Several former codes: credit codes or registration numbers."""

    label: str = "代码，多个用；隔开"
    vocabulary: tuple[str, ...] = ()

    def parse(self, raw: str) -> tuple[str, ...]:
        parts = [part for part in SEPARATORS.split(raw) if part.strip()]
        return tuple(self._one(part) for part in parts)

    def _one(self, raw: str) -> str:
        return OldNumber().parse(raw) if len(normalise_code(raw)) in (13, 15) else Code().parse(raw)


_IDENTITY_DIGITS = re.compile(r"(?:[^\d]*\d){15}")  # the shortest identity number has as many


def holds_identity(text: str) -> bool:
    """Whether an identity number stands in the text."""
    if _IDENTITY_DIGITS.match(text) is None:
        return False
    return any(hit.kind is Personal.IDENTITY for hit in find(text))


_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s].*)?", re.ASCII)
_PLAIN_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_SERIAL = re.compile(r"[2-6]\d{4}", re.ASCII)  # days since 1899-12-30, as spreadsheets save them


@lru_cache(maxsize=65_536)
def read_day(raw: str) -> date:
    """A day in one of the usual ways of writing. Raises CellError."""
    text = unicodedata.normalize("NFKC", raw).strip()
    if match := _DATE.fullmatch(text) or _PLAIN_DATE.fullmatch(text):
        try:
            day = date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            raise CellError("没有这一天，请检查日期") from None
    elif _SERIAL.fullmatch(text):
        day = date(1899, 12, 30) + timedelta(days=int(text))
    else:
        raise CellError(NO_DATE)
    if not 1900 <= day.year <= 2200:
        raise CellError("年份不在 1900 至 2200 之间")
    return day


@dataclass(frozen=True)
class Day:
    """A calendar day."""

    label: str = "日期"
    vocabulary: tuple[str, ...] = ()

    def parse(self, raw: str) -> date:
        return read_day(raw)


@dataclass(frozen=True)
class OpenDay:
    """A last day, or no end at all; answers None for no end."""

    label: str = "日期（2099-12-31 或“长期”表示无期限）"
    vocabulary: tuple[str, ...] = ()

    def parse(self, raw: str) -> date | None:
        if raw in OPEN_END:
            return None
        day = read_day(raw)
        return None if day.year >= 2099 else day


@dataclass(frozen=True)
class Amount:
    """Money in ten thousands (万), up to six decimals; 元 written behind it is converted."""

    label: str = "数字，最多 6 位小数"
    vocabulary: tuple[str, ...] = ()

    def parse(self, raw: str) -> Decimal:
        text = unicodedata.normalize("NFKC", raw).replace(",", "").replace(" ", "")
        bare = text.removesuffix("人民币").removesuffix("元")
        scale = Decimal(1) if bare.endswith("万") or bare == text else Decimal(10_000)
        try:
            value = Decimal(bare.removesuffix("万")) / scale
        except ArithmeticError:  # no number, or one beyond all bounds
            raise CellError("金额无法识别，应为以万元为单位的数字") from None
        if not value.is_finite() or value >= Decimal(10) ** 12:
            raise CellError("金额无法识别，应为以万元为单位的数字")
        if value < 0:
            raise CellError("金额不能为负数")
        if value != round(value, 6):
            raise CellError("金额最多 6 位小数")
        return value.normalize() + 0 if value == value.to_integral_value() else value.normalize()


@dataclass(frozen=True)
class Whole:
    """A whole number from 0 on."""

    label: str = "整数"
    vocabulary: tuple[str, ...] = ()

    def parse(self, raw: str) -> int:
        text = unicodedata.normalize("NFKC", raw).replace(",", "")
        if not text.isascii() or not text.isdigit() or len(text) > 9:
            raise CellError("应为不小于 0 的整数")
        return int(text)


@dataclass(frozen=True)
class YesNo:
    """Yes or no."""

    label: str = "是否"
    vocabulary: tuple[str, ...] = ("是", "否")

    def parse(self, raw: str) -> bool:
        word = raw.strip().lower()
        if word in ("是", "1", "true", "yes", "y"):
            return True
        if word in ("否", "0", "false", "no", "n"):
            return False
        raise CellError("应填“是”或“否”")


@dataclass(frozen=True)
class Pattern:
    """Text of a fixed shape, such as a division code."""

    label: str
    shape: str
    reason: str
    vocabulary: tuple[str, ...] = ()

    def parse(self, raw: str) -> str:
        text = normalise_code(raw)
        if not re.fullmatch(self.shape, text, re.ASCII):
            raise CellError(self.reason)
        return text


def fold(word: str) -> str:
    """A word of a vocabulary as it is compared: width, case, spaces and brackets do not count."""
    return re.sub(r"[\s（）()、，,。·\-—_]", "", unicodedata.normalize("NFKC", word)).lower()


@dataclass(frozen=True)
class Choice:
    """One word of a closed list, by its official wording or its code.

    also: other wordings in use. without: members that no source of this column gives.
    """

    members: type[Vocabulary]
    also: Mapping[str, Vocabulary] = field(default_factory=dict, hash=False)
    label: str = "选项"
    without: frozenset[Vocabulary] = frozenset()

    @property
    def vocabulary(self) -> tuple[str, ...]:
        return tuple(member.label for member in self._offered)

    @cached_property
    def _offered(self) -> tuple[Vocabulary, ...]:
        return tuple(member for member in self.members if member not in self.without)

    @cached_property
    def _words(self) -> dict[str, Vocabulary]:
        words: dict[str, Vocabulary] = {fold(word): member for word, member in self.also.items()}
        words |= {fold(member.value): member for member in self._offered}
        return words | {fold(member.label): member for member in self._offered}

    def parse(self, raw: str) -> Vocabulary:
        found = self._words.get(raw) or self._words.get(fold(raw))
        if found is None:
            raise CellError("不在可选范围内，可选值见导入说明")
        return found


@dataclass(frozen=True)
class Choices:
    """Several words of a closed list. `otherwise` takes words that begin with 其他."""

    one: Choice
    otherwise: Vocabulary | None = None
    label: str = "选项，多个用；隔开"

    @property
    def vocabulary(self) -> tuple[str, ...]:
        return self.one.vocabulary

    def parse(self, raw: str) -> tuple[Vocabulary, ...]:
        parts = [part.strip() for part in SEPARATORS.split(raw) if part.strip()]
        return tuple(dict.fromkeys(self._word(part) for part in parts))

    def _word(self, part: str) -> Vocabulary:
        if self.otherwise is not None and part.startswith("其他"):
            return self.otherwise
        return self.one.parse(part)


@dataclass(frozen=True)
class Texts:
    """Several texts."""

    longest: int = 200
    label: str = "文本，多个用；隔开"
    vocabulary: tuple[str, ...] = ()

    def parse(self, raw: str) -> tuple[str, ...]:
        parts = tuple(part.strip() for part in re.split(r"[；;\n]+", raw) if part.strip())
        if any(len(part) > self.longest for part in parts):
            raise CellError(f"其中一项超过 {self.longest} 字")
        return parts
