"""Notices (公告) carried under invented subjects, with periods around the reference day."""

from credit.domain.notice_kinds import NoticeKind
from credit.domain.records import Dormancy, Flags, Marking, Notice, SimpleDeregistration
from credit.domain.values import NOT_COLLECTED, Missing
from credit.services.demo.days import chinese, day
from credit.services.demo.draft import Draft

# Kind: length in days (None: no end), objections possible, text.
_KINDS: dict[NoticeKind, tuple[int | None, bool, str]] = {
    NoticeKind.LIQUIDATION: (
        None,
        False,
        "{name}因股东会决议解散，清算组已于{day}成立，请债权人自公告之日起四十五日内向清算组申报债权。",
    ),
    NoticeKind.CREDITORS: (45, False, "{name}拟注销登记，请债权人于公告之日起四十五日内申报债权。"),
    NoticeKind.SIMPLE_DEREGISTRATION: (
        20,
        True,
        "{name}未发生债权债务或者已将债权债务清偿完结，全体投资人承诺依法承担责任，拟申请简易注销登记。",
    ),
    NoticeKind.CAPITAL_REDUCTION: (
        45,
        False,
        "{name}经股东会决议减少注册资本，债权人可自公告之日起四十五日内要求清偿债务或者提供担保。",
    ),
    NoticeKind.MERGER: (45, False, "{name}经股东会决议吸收合并，合并后的债权债务由存续公司承继。"),
    NoticeKind.DIVISION: (45, False, "{name}经股东会决议分立，分立前的债务由分立后的公司承担连带责任。"),
    NoticeKind.RESCISSION: (
        45,
        True,
        "因无法与{name}及相关人员取得联系，现公示拟撤销其虚假登记的情况，利害关系人可以提出异议。",
    ),
    NoticeKind.FORCED_DEREGISTRATION: (
        90,
        True,
        "{name}被吊销营业执照满三年未申请注销登记，依照《中华人民共和国公司法》第二百四十一条公告，期限届满无异议的，注销其登记。",
    ),
    NoticeKind.LICENCE_VOID: (None, False, "{name}营业执照正本遗失，声明作废。"),
    NoticeKind.DORMANCY: (
        None,
        False,
        "{name}因经营困难决定自{day}起歇业，歇业期间可以法律文书送达地址代替住所。",
    ),
    NoticeKind.DORMANCY_END: (None, False, "{name}自{day}起恢复经营，终止歇业。"),
    NoticeKind.ABNORMAL_REMINDER: (60, False, "{name}被列入经营异常名录，请及时履行公示义务并申请移出。"),
    NoticeKind.REVOCATION_HEARING: (
        30,
        False,
        "本局拟对{name}作出吊销营业执照的行政处罚，当事人有权在公告期满后五个工作日内要求听证。",
    ),
    NoticeKind.REPORT_REMINDER: (None, False, "{name}尚未报送年度报告，请登录公示系统补报并公示。"),
}
_ORDINARY = (
    NoticeKind.CREDITORS,
    NoticeKind.CAPITAL_REDUCTION,
    NoticeKind.CAPITAL_REDUCTION,
    NoticeKind.MERGER,
    NoticeKind.DIVISION,
    NoticeKind.RESCISSION,
    NoticeKind.LICENCE_VOID,
    NoticeKind.LICENCE_VOID,
    NoticeKind.DORMANCY_END,
    NoticeKind.ABNORMAL_REMINDER,
    NoticeKind.REVOCATION_HEARING,
    NoticeKind.REPORT_REMINDER,
)


def notice(draft: Draft) -> None:
    """One notice of any kind that needs no state of its own, mostly of late."""
    post(draft, draft.dice.pick(_ORDINARY), draft.recent(400))


def post(draft: Draft, kind: NoticeKind, start: int) -> None:
    """A notice of `kind` whose period begins on `start`."""
    length, open_to_objections, text = _KINDS[kind]
    end = start + length if length else None
    body: str | Missing = NOT_COLLECTED
    if draft.dice.chance(0.95):
        body = text.format(name=draft.name.zh, day=chinese(day(start)))
    draft.add(
        Notice(
            notice_kind=kind,
            title=f"{draft.name.zh}{kind.label}",
            body=body,
            period_from=day(start),
            period_to=day(end) if end else None,
            objections_until=day(end) if end and open_to_objections else None,
        ),
        start,
        lag=0,
    )


def draw_flags(draft: Draft, service_address: str) -> Flags:
    """States beside the status for a few operating subjects, each with its notice."""
    dice, today = draft.dice, draft.horizon.today
    draw = dice.random()
    since = today - dice.below(min(draft.last - draft.born + 1, 500))
    if draw < 0.006:
        post(draft, NoticeKind.DORMANCY, since)
        return Flags(dormancy=Dormancy(day(since), day(since + 1000), service_address))
    if draw < 0.010:
        post(draft, NoticeKind.LIQUIDATION, since)
        return Flags(liquidation_since=day(since))
    if draw < 0.016:
        begun = today - dice.below(20)
        post(draft, NoticeKind.SIMPLE_DEREGISTRATION, begun)
        return Flags(simple_deregistration=SimpleDeregistration(day(begun), day(begun + 20)))
    if draw < 0.020:
        return Flags(marking=Marking(day(since), "未按规定调整出资期限，依法特别标注"))
    if draw < 0.023:
        return Flags(restored_on=day(since))
    return Flags()


def ended_flags(draft: Draft) -> Flags:
    """Special marking of revoked subjects, a third of them with a forced deregistration under way."""
    if draft.dice.chance(0.35):
        post(draft, NoticeKind.FORCED_DEREGISTRATION, draft.horizon.today - draft.dice.below(80))
        return Flags(marking=Marking(day(draft.last), "吊销后六个月内未办理清算或者注销登记，另册管理"))
    return Flags()
