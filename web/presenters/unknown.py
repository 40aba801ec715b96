"""The page for a code that leads nowhere: what may be wrong with it, what to try."""

import msgspec

from credit.domain.errors import InputError
from credit.domain.identifiers import (
    CreditCode,
    is_registration_no,
    normalise_code,
    registration_check_holds,
    suggest_code,
)
from credit.domain.labels import zh
from web.presenters.parts import Link, Text
from web.presenters.speech import Speech

_WHAT = {
    "code.length": zh("统一社会信用代码有 18 位，注册号有 15 位或者 13 位，这里的位数不对。"),
    "code.charset": zh("代码里有不该出现的字符。统一社会信用代码只用数字和大写字母，不用 I、O、S、V、Z。"),
    "code.check": zh("这个代码的校验位不对，至少有一位写错了。"),
}
_RIGHT = zh("代码的写法是对的，但本站没有这个主体。它可能在其他省、自治区、直辖市登记，也可能还没有登记。")


class Unknown(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the template needs. links: a corrected code, and where else to look."""

    asked: Text
    reason: Text
    links: tuple[Link, ...]


def unknown(words: Speech, text: str) -> Unknown:
    """Help for an address without an enterprise."""
    code = normalise_code(text)
    reason = _reason(code)
    links = []
    likely = suggest_code(code) if reason != _RIGHT else None
    if likely and likely != code:
        label = words.say(zh("您要查的是不是 %(text)s？"), text=words.ltr(likely))
        links.append(Link(label=label, href=f"/{words.prefix}/enterprise/{likely}"))
    links.append(
        Link(label=words._("到国家企业信用信息公示系统查询其他地区的主体"), href="https://www.gsxt.gov.cn/")
    )
    return Unknown(
        asked=words.say(zh("您查的是：%(text)s"), text=words.bdi(text)),
        reason=words._(reason),
        links=tuple(links),
    )


def _reason(code: str) -> str:
    """What is wrong with a code, or that nothing is."""
    if len(code) in (13, 15) and code.isdigit():
        fine = is_registration_no(code) and (len(code) == 13 or registration_check_holds(code))
        return _RIGHT if fine else _WHAT["code.check"]
    try:
        CreditCode.parse(code)
    except InputError as error:
        return _WHAT.get(error.code, _WHAT["code.length"])
    return _RIGHT
