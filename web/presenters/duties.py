"""What enterprises have to publish, and by when: the periods from the rules in force."""

from datetime import date

import msgspec

from credit.domain.labels import zh
from web.presenters.figures import Named, figures, filled, in_a_line
from web.presenters.parts import Text
from web.presenters.speech import Speech


class Duties(msgspec.Struct, frozen=True, kw_only=True):
    """Sentences with figures, empty where no rule covers the day, and what each paragraph rests on."""

    report: Text
    report_source: Text
    instant: Text
    instant_source: Text


_REPORT = zh(
    "每年 %(first)s至 %(last)s报送上一年度的报告，当年登记的主体从下一年起报送。报送后到 %(correct)s前可以更正，更正前后的内容都会公示。"  # noqa: E501
)
_REPORT_FIGURES: Named = {
    "first": ("disclosure_duties", "report_from"),
    "last": ("disclosure_duties", "report_until"),
    "correct": ("disclosure_duties", "correct_until"),
}
_INSTANT = zh("下列信息自形成之日起 %(days)s 个工作日内公示：")
_INSTANT_FIGURES: Named = {"days": ("disclosure_duties", "instant_workdays")}


_REPORT_SOURCE = zh("《企业信息公示暂行条例》第八条、第九条、第十二条、第十七条")
_INSTANT_SOURCE = zh("《公司法》第四十条")


def duties(words: Speech, on: date) -> Duties:
    """What has to be published by when, by the rules in force on a day."""
    report, instant = figures(_REPORT_FIGURES, on) or {}, figures(_INSTANT_FIGURES, on) or {}
    return Duties(
        report=filled(words, _REPORT, report) if report else "",
        report_source=in_a_line(words, [words._(_REPORT_SOURCE)], report.values()),
        instant=filled(words, _INSTANT, instant) if instant else "",
        instant_source=in_a_line(words, [words._(_INSTANT_SOURCE)], instant.values()),
    )
