"""The mark of a commitment for a shop window: a QR code that leads to what is true on the day of the scan."""

from io import BytesIO
from typing import Any

import segno

from credit.domain.commitments import Commitment, CommitmentState
from credit.domain.dossier import Dossier
from web.presenters.shop_mark import drawing
from web.presenters.speech import Speech

_QUIET = 4  # white modules around the code, as readers expect


def svg(words: Speech, target: str, content: Commitment, *, broken: bool) -> bytes:
    """Words and number beside the QR code. A shop that shows it on its pages shows what is true today."""
    title = words._("信用承诺")
    told = words._("扫码看是否有效、是否履行")
    if broken:
        told = words._("有违诺认定，扫码看详情")
    elif content.state is not CommitmentState.PUBLIC:
        told = words._("这份承诺已不再有效")
    lines = ((title, 38, 17, 700), (told, 62, 11, 400), (content.number, 86, 9, 400))
    return drawing(words, target, title, lines)


def sheet(words: Speech, dossier: Dossier, content: Commitment, target: str) -> dict[str, Any]:
    """What is on the sheet for the window; the code as a drawing."""
    fact = dossier.registered
    code = BytesIO()
    drawn = segno.make(target, error="q")
    drawn.save(code, kind="svg", xmldecl=False, border=_QUIET, dark="#16202a", light="#ffffff")
    return {
        "title": f"{words._('信用承诺')} {content.number}",
        "heading": words._("信用承诺"),
        "name": fact.name,
        "uyghur_name": fact.uyghur_name or "",
        "matter": content.matter,
        "number_label": words._("承诺编号"),
        "number": content.number,
        "scan": words._("扫码看承诺的全文、现在是否有效、是否履行"),
        "office": words._("新疆维吾尔自治区市场监督管理局"),
        "target": target,
        "code": code.getvalue().decode(),
    }
