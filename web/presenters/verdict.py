# ruff: noqa: E501 - a sentence stays in one line, so that it can be found whole
"""The plain sentences that open an enterprise's page: what it is now, on which list, what ends that.

Each case is one whole sentence with places for dates and names; sentences are put one after
another, never pieced together.
"""

from collections.abc import Iterator
from datetime import date

from markupsafe import Markup

from credit.domain.dossier import AbnormalStanding, Dossier, Fact, SeriousStanding
from credit.domain.labels import zh
from credit.domain.vocabulary import RecordKind, Status, SubjectClass
from credit.rules.standing import End, ends_abnormal, ends_serious
from web.presenters.breaches import standing as standing_breaches
from web.presenters.marks import escaped, marked
from web.presenters.parts import Text, Tone, Verdict
from web.presenters.speech import Speech
from web.presenters.terms import Term, explain
from web.presenters.words import STATUS_TONE

_SUBJECTS = {SubjectClass.INDIVIDUAL_BUSINESS: 1, SubjectClass.COOPERATIVE: 2}

# for an enterprise, an individual business, a co-operative
_STATUS: dict[Status, tuple[str, str, str]] = {
    Status.OPERATING: (
        zh("这家企业<strong>在营</strong>。"),
        zh("这户个体工商户<strong>在营</strong>。"),
        zh("这家合作社<strong>在营</strong>。"),
    ),
    Status.REVOKED: (
        zh("这家企业的营业执照已被<strong>吊销</strong>，不得再经营，但还没有注销。"),
        zh("这户个体工商户的营业执照已被<strong>吊销</strong>，不得再经营，但还没有注销。"),
        zh("这家合作社的营业执照已被<strong>吊销</strong>，不得再经营，但还没有注销。"),
    ),
    Status.REVOKED_DEREGISTERED: (
        zh("这家企业被吊销营业执照，后来已经<strong>注销</strong>，不再存在。"),
        zh("这户个体工商户被吊销营业执照，后来已经<strong>注销</strong>，不再存在。"),
        zh("这家合作社被吊销营业执照，后来已经<strong>注销</strong>，不再存在。"),
    ),
    Status.DEREGISTERED: (
        zh("这家企业已经<strong>注销</strong>，不再存在。"),
        zh("这户个体工商户已经<strong>注销</strong>，不再存在。"),
        zh("这家合作社已经<strong>注销</strong>，不再存在。"),
    ),
    Status.FORCED_DEREGISTERED: (
        zh("这家企业已被登记机关<strong>强制注销</strong>，不再存在。"),
        zh("这户个体工商户已被登记机关<strong>强制注销</strong>，不再存在。"),
        zh("这家合作社已被登记机关<strong>强制注销</strong>，不再存在。"),
    ),
    Status.RESCINDED: (
        zh("这家企业的登记已被<strong>撤销</strong>。"),
        zh("这户个体工商户的登记已被<strong>撤销</strong>。"),
        zh("这家合作社的登记已被<strong>撤销</strong>。"),
    ),
    Status.MOVED_OUT: (
        zh("这家企业已经<strong>迁出</strong>，登记信息由迁入地的登记机关管理。"),
        zh("这户个体工商户已经<strong>迁出</strong>，登记信息由迁入地的登记机关管理。"),
        zh("这家合作社已经<strong>迁出</strong>，登记信息由迁入地的登记机关管理。"),
    ),
    Status.OTHER: (
        zh("这家企业的登记状态见下方登记信息。"),
        zh("这户个体工商户的登记状态见下方登记信息。"),
        zh("这家合作社的登记状态见下方登记信息。"),
    ),
}

_ENDED_ON: dict[Status, str] = {
    Status.REVOKED: zh("吊销日期：%(on)s。"),
    Status.REVOKED_DEREGISTERED: zh("注销日期：%(on)s。"),
    Status.DEREGISTERED: zh("注销日期：%(on)s。"),
    Status.FORCED_DEREGISTERED: zh("强制注销日期：%(on)s。"),
    Status.RESCINDED: zh("撤销日期：%(on)s。"),
    Status.MOVED_OUT: zh("迁出日期：%(on)s。"),
}

# by what ends them, as the rules say
_LISTED: dict[End, str] = {
    End.FILE_REPORT: zh(
        "因未按期公示年度报告，自 %(since)s起列入<strong>经营异常名录</strong>；补报并公示后可申请移出。"
    ),
    End.PUBLISH: zh(
        "因未在责令的期限内公示有关信息，自 %(since)s起列入<strong>经营异常名录</strong>；公示有关信息后可申请移出。"
    ),
    End.CORRECT: zh(
        "因公示信息隐瞒真实情况、弄虚作假，自 %(since)s起列入<strong>经营异常名录</strong>；更正公示信息后可申请移出。"
    ),
    End.BE_REACHABLE: zh(
        "因通过登记的住所或者经营场所无法联系，自 %(since)s起列入<strong>经营异常名录</strong>；办理住所变更登记或者重新取得联系后可申请移出。"
    ),
    End.MARK_FILE_REPORT: zh(
        "因未按规定报送年度报告，自 %(since)s起被<strong>标记为经营异常状态</strong>；补报年度报告后可申请恢复正常记载状态。"
    ),
    End.MARK_PUBLISH: zh(
        "因未在责令的期限内公示有关信息，自 %(since)s起被<strong>标记为经营异常状态</strong>；公示有关信息后可申请恢复正常记载状态。"
    ),
    End.MARK_CORRECT: zh(
        "因年度报告隐瞒真实情况、弄虚作假，自 %(since)s起被<strong>标记为经营异常状态</strong>；更正后可申请恢复正常记载状态。"
    ),
    End.MARK_BE_REACHABLE: zh(
        "因通过登记的经营场所或者经营者住所无法联系，自 %(since)s起被<strong>标记为经营异常状态</strong>；办理变更登记或者重新取得联系后可申请恢复正常记载状态。"
    ),
}
# where the year of the missing report is known
_LISTED_FOR_YEAR: dict[End, str] = {
    End.FILE_REPORT: zh(
        "因未按期公示 %(year)s 年度报告，自 %(since)s起列入<strong>经营异常名录</strong>；补报并公示后可申请移出。"
    ),
    End.MARK_FILE_REPORT: zh(
        "因未按规定报送 %(year)s 年度报告，自 %(since)s起被<strong>标记为经营异常状态</strong>；补报年度报告后可申请恢复正常记载状态。"
    ),
}
_SERIOUS: dict[End, str] = {
    End.SERIOUS_APPLY_FROM: zh(
        "自 %(since)s起列入<strong>严重违法失信名单</strong>（%(category)s），公示到 %(until)s为止；符合条件的，最早 %(opens)s可以申请提前移出。"
    ),
    End.SERIOUS_APPLY_NOW: zh(
        "自 %(since)s起列入<strong>严重违法失信名单</strong>（%(category)s），公示到 %(until)s为止；符合条件的，现在就可以申请提前移出。"
    ),
}
_NOT_LISTED = zh("现未列入经营异常名录，也未列入严重违法失信名单。")
_NOT_MARKED = zh("现未被标记为经营异常状态，也未列入严重违法失信名单。")

_STATUS_TERM: dict[Status, Term] = {
    Status.REVOKED: Term.REVOKED,
    Status.REVOKED_DEREGISTERED: Term.REVOKED,
    Status.DEREGISTERED: Term.DEREGISTERED,
    Status.FORCED_DEREGISTERED: Term.FORCED,
    Status.RESCINDED: Term.RESCINDED,
    Status.MOVED_OUT: Term.MOVED_OUT,
}


def verdict(words: Speech, dossier: Dossier, on: date) -> Verdict:
    """The opening box of a page on a day: status and heaviest listing in the first line, the rest below."""
    fact, standing = dossier.registered, dossier.standing
    broken = tuple(standing_breaches(words, dossier))
    listed: list[Text] = [*lists(words, dossier, on), *broken]
    first, *others = listed or [_unlisted(words, fact)]
    sentence = words.say(_STATUS[fact.status][_SUBJECTS.get(fact.subject_class, 0)])
    ended = _ENDED_ON.get(fact.status)
    if ended and fact.status_since:
        sentence = _joined(words, sentence, words.say(ended, on=words.prose_date(fact.status_since)))
    tone = STATUS_TONE[fact.status]
    if standing.serious:
        tone = Tone.BAD
    elif (standing.abnormal or broken) and tone is not Tone.BAD:
        tone = Tone.WARN
    return Verdict(
        tone=tone,
        sentence=_joined(words, sentence, first),
        more=(*others, *flags(words, fact)),
        explanations=tuple(explain(words, term, on) for term in _terms(dossier)),
    )


def lists(words: Speech, dossier: Dossier, on: date) -> Iterator[Markup]:
    """One sentence for each list the enterprise stands on, the serious one first."""
    for entry in dossier.standing.serious:
        yield _serious(words, entry, on)
    for one in dossier.standing.abnormal:
        yield _abnormal(words, one, on)


def flags(words: Speech, fact: Fact) -> Iterator[Text]:
    """States beside the status, each a sentence."""
    states = fact.flags
    if states.dormancy:
        yield words.say(
            zh("自 %(since)s起歇业，最迟到 %(until)s。"),
            since=words.prose_date(states.dormancy.since),
            until=words.prose_date(states.dormancy.until),
        )
    if states.liquidation_since:
        yield words.say(zh("自 %(since)s起正在清算。"), since=words.prose_date(states.liquidation_since))
    if states.simple_deregistration:
        yield words.say(
            zh("正在办理简易注销，公告期从 %(since)s到 %(until)s；有异议的可以在公告期内提出。"),
            since=words.prose_date(states.simple_deregistration.since),
            until=words.prose_date(states.simple_deregistration.until),
        )
    if states.marking:
        yield words.say(
            zh("自 %(since)s起被特别标注，原因：%(ground)s。"),
            since=words.prose_date(states.marking.since),
            ground=words.zh(states.marking.ground),
        )
    if states.restored_on:
        yield words.say(zh("注销登记已于 %(on)s撤销，恢复登记。"), on=words.prose_date(states.restored_on))
    if fact.moved_to:
        yield words.say(zh("迁入地登记机关：%(agency)s。"), agency=words.zh(fact.moved_to))


def _abnormal(words: Speech, entry: AbnormalStanding, on: date) -> Markup:
    since, end = words.prose_date(entry.listed_on), ends_abnormal(entry, on)
    if end.report_year:
        return words.say(_LISTED_FOR_YEAR[end.code], since=since, year=end.report_year)
    return words.say(_LISTED[end.code], since=since)


def _serious(words: Speech, entry: SeriousStanding, on: date) -> Markup:
    term, early = ends_serious(entry, on)
    return words.say(
        _SERIOUS[early.code],
        since=words.prose_date(entry.listed_on),
        category=words.label(entry.category),
        until=words.prose_date(term.on) if term.on else "",
        opens=words.prose_date(early.on) if early.on else "",
    )


def _unlisted(words: Speech, fact: Fact) -> Text:
    """Said of those that still exist; of the others it would mean nothing."""
    if fact.status not in (Status.OPERATING, Status.REVOKED):
        return ""
    individual = fact.subject_class is SubjectClass.INDIVIDUAL_BUSINESS
    return words._(_NOT_MARKED if individual else _NOT_LISTED)


def _terms(dossier: Dossier) -> Iterator[Term]:
    fact = dossier.registered
    if fact.status in _STATUS_TERM:
        yield _STATUS_TERM[fact.status]
    if dossier.standing.serious:
        yield Term.SERIOUS
    if dossier.standing.abnormal:
        yield Term.MARKING if dossier.standing.abnormal[0].marking else Term.ABNORMAL
    if dossier.of_kind(RecordKind.BREACH):
        yield Term.BREACH
    present = (
        (fact.flags.dormancy, Term.DORMANT),
        (fact.flags.liquidation_since, Term.LIQUIDATION),
        (fact.flags.simple_deregistration, Term.SIMPLE),
        (fact.flags.marking, Term.SPECIAL_MARKING),
    )
    yield from (term for state, term in present if state)


def _joined(words: Speech, first: Markup, second: Text) -> Markup:
    if not second:
        return first
    return marked(f"{first}{' ' if words.uyghur else ''}{escaped(second)}")
