"""What the samples share: the invented enterprise, its tags, the choice of language."""

from collections.abc import Callable

from web.presenters.parts import Tag, Tone

CODE = "91650100MA77X3PQ0T"
NAME_ZH = "新疆天山金石商贸有限公司"
NAME_UG = "شىنجاڭ تەڭرىتاغ جىنشى سودا چەكلىك شىركىتى"

Say = Callable[[str, str], str]  # (Chinese, Uyghur) -> the one of the page


def tags(say: Say) -> dict[str, Tag]:
    return {
        "operating": Tag(say("在营", "تىجارەت قىلىۋاتقان"), Tone.GOOD),
        "abnormal": Tag(say("经营异常名录", "تىجارىتى بىنورمال كارخانىلار تىزىملىكى"), Tone.WARN),
        "serious": Tag(say("严重违法失信名单", "قانۇنغا ئېغىر خىلاپلىق قىلغانلار تىزىملىكى"), Tone.BAD),
        "ended": Tag(say("注销", "تىزىمدىن ئۆچۈرۈلگەن"), Tone.ENDED),
        "objection": Tag(say("有异议", "ئېتىراز بار"), Tone.NOTE),
    }
