"""Papers of an application for repair: an example of each, whether it is at hand, which files came."""

from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from credit.domain.labels import zh
from credit.domain.repair import DocumentKind, Way
from credit.domain.repair_applications import Paper, PaperState, RepairFile
from web.presenters.parts import Tag, Text, Tone
from web.presenters.speech import Speech

FILE: Final = "file-"  # before record and kind in the name of a field for files
EXAMPLES: Final[Mapping[DocumentKind, str]] = {
    DocumentKind.APPLICATION: zh("系统已经写好，下一步可以看全文。"),
    DocumentKind.COMMITMENT: zh("系统已经写好，下一步可以看全文。"),
    DocumentKind.PERFORMANCE: zh("例如：罚款缴款书、非税收入票据、没收物品清单的照片。"),
    DocumentKind.CORRECTION: zh("例如：整改说明，整改以前和以后的照片，召回或者销毁的记录。"),
    DocumentKind.REPORT: zh("例如：本网站的年度报告回执。"),
    DocumentKind.PUBLISHED: zh("例如：本网站即时信息的回执，或者公示页面的截图。"),
    DocumentKind.CORRECTED: zh("例如：更正回执，证明更正后的内容属实的合同或者凭证。"),
    DocumentKind.REACHABLE: zh("例如：房产证或者租赁合同，加上能看到门牌和招牌的照片。"),
    DocumentKind.IDENTITY: zh("例如：经办人身份证的照片，可以遮住住址。"),
    DocumentKind.SERVICE_ADDRESS: zh("例如：写明收件人、地址和电话并盖章的一页纸。"),
    DocumentKind.RULING: zh("例如：批准重整计划或者认可和解协议的裁定书，每一页都要拍。"),
    DocumentKind.CHECK_CORRECTED: zh("例如：复查合格的记录，整改以后的照片，重新检验的报告。"),
    DocumentKind.BREACH_CORRECTED: zh("例如：补办的许可，整改完成的说明和照片。"),
    DocumentKind.MANDATE: zh(
        "例如：写明委托事项和期限并盖章的授权委托书；破产管理人交法院指定管理人的决定书。"
    ),
}
_TONES: Final[Mapping[PaperState, Tone]] = {
    PaperState.READY: Tone.GOOD,
    PaperState.UPLOADED: Tone.GOOD,
    PaperState.MISSING: Tone.WARN,
    PaperState.OPTIONAL: Tone.NOTE,
}
_SIZE = zh("%(name)s（%(size)s）")


class FileShown(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was uploaded. id: for taking it out again."""

    id: str
    label: Text
    href: str


class PaperShown(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the list. field: name of its field for files; empty: nothing is to be uploaded."""

    label: Text
    tag: Tag
    example: Text
    files: tuple[FileShown, ...] = ()
    field: str = ""
    error: Text = ""


def paper(
    words: Speech, one: Paper, record: str, base: str, wrong: Mapping[str, Text] | None = None
) -> PaperShown:
    """record: whose paper it is; empty: of all of them. wrong: what is wrong with files, by field."""
    field = f"{FILE}{record}-{one.kind.value}"
    uploaded = one.way is Way.UPLOADED
    label = words.label(one.state) if uploaded else words.label(one.way)
    return PaperShown(
        label=words.label(one.kind),
        tag=Tag(label, _TONES[one.state]),
        example=words._(EXAMPLES[one.kind]) if one.way is not Way.FETCHED else "",
        files=files(words, one.files, base),
        field=field if uploaded else "",
        error=(wrong or {}).get(field, ""),
    )


def files(words: Speech, found: Iterable[RepairFile], base: str) -> tuple[FileShown, ...]:
    """Files as links. base: the enterprise's own pages."""
    return tuple(
        FileShown(
            id=one.id,
            label=words.say(
                _SIZE, name=words.bdi(one.name), size=words.ltr(f"{max(1, one.size // 1024)} KB")
            ),
            href=f"{base}/repair/file/{one.id}",
        )
        for one in found
    )
