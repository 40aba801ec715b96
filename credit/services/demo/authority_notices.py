"""Invented notices of authorities: the year's plan of each prefecture, its tasks, and batches that name many.

Dates lie at fixed distances from the reference day; the texts name nobody who is in the region.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from credit.domain.notice_kinds import NoticeKind
from credit.domain.notices import Attachment, AuthorityNotice, NoticeFacts
from credit.domain.reference import divisions
from credit.domain.values import Provenance
from credit.services.demo.days import chinese, moment
from credit.services.demo.dice import Dice
from credit.services.demo.places import agency
from credit.services.demo.region import Plan

SOURCE = "demo-notices"
SITE = "https://www.example.com/notices"


@dataclass(frozen=True, slots=True)
class _Pattern:
    """One notice of each authority. ago: days before the reference day; the others: days (0: none)."""

    kind: NoticeKind
    ago: int
    length: int
    objections: int
    title: str
    body: str
    attached: str = ""


_PATTERNS = (
    _Pattern(
        NoticeKind.CHECK_PLAN,
        300,
        0,
        0,
        "{year}年度双随机、一公开抽查工作计划",
        "为落实《企业信息公示暂行条例》，现公布{year}年度抽查工作计划。\n本年度组织定向抽查六次、不定向抽查三次，"
        "抽查比例不低于本地经营主体的百分之三。\n抽查对象由系统随机抽取，检查人员由系统随机选派，"
        "抽查结果在检查结束后向社会公示。",
        "抽查任务安排表",
    ),
    _Pattern(
        NoticeKind.CHECK_ITEMS,
        290,
        0,
        0,
        "随机抽查事项清单（{year}年版）",
        "清单列明抽查事项、检查依据、检查对象和检查方式。清单以外的事项，不安排随机抽查。",
        "随机抽查事项清单",
    ),
    _Pattern(
        NoticeKind.CHECK_TASK,
        41,
        60,
        0,
        "{place}公示信息定向抽查任务公告",
        "任务名称：{place}公示信息定向抽查。\n任务类型：定向，单部门。\n抽查比例：百分之三。\n"
        "被抽中的经营主体请配合检查，如实提供有关材料；检查不收取任何费用。",
    ),
    _Pattern(
        NoticeKind.ABNORMAL_BATCH,
        26,
        60,
        0,
        "关于将未按规定公示年度报告的经营主体列入经营异常名录的公告",
        "附件所列经营主体未在规定期限公示{last}年度报告，现列入经营异常名录。\n"
        "补报并公示年度报告后，可以向作出列入决定的机关申请移出。办理移出不收费。",
        "列入经营异常名录的经营主体名单",
    ),
    _Pattern(
        NoticeKind.FORCED_DEREGISTRATION,
        12,
        90,
        90,
        "关于拟强制注销一批公司登记的公告",
        "附件所列公司被吊销营业执照、责令关闭或者被撤销满三年，未向登记机关申请注销登记。"
        "依照《中华人民共和国公司法》第二百四十一条，现予公告，公告期限九十日，自{day}起算。\n"
        "有关部门、债权人以及其他利害关系人有异议的，请在公告期内通过本系统或者书面向登记机关提出，"
        "并附证明材料。\n公告期限届满无异议的，登记机关注销其公司登记。强制注销不影响原公司股东、清算义务人的责任。",
        "拟强制注销的公司名单",
    ),
    _Pattern(
        NoticeKind.REPORT_REMINDER,
        5,
        30,
        0,
        "关于补报{last}年度报告的提醒公告",
        "尚未报送{last}年度报告的经营主体，请登录本系统补报并公示。报送不收费，也不需要委托他人办理。",
    ),
    _Pattern(
        NoticeKind.CHECK_RESULTS,
        20,
        0,
        0,
        "{place}公示信息定向抽查结果公告",
        "{place}公示信息定向抽查已经结束。被抽中的经营主体及其检查结果见附件，也可以在各经营主体的页面查到。",
        "抽查结果一览表",
    ),
    _Pattern(
        NoticeKind.ABNORMAL_REMOVAL,
        18,
        60,
        0,
        "关于将一批经营主体移出经营异常名录的公告",
        "附件所列经营主体已经履行公示义务，现移出经营异常名录。",
        "移出经营异常名录的经营主体名单",
    ),
    _Pattern(
        NoticeKind.SERIOUS_BATCH,
        35,
        60,
        0,
        "关于将一批经营主体列入严重违法失信名单的公告",
        "附件所列经营主体的违法行为性质恶劣、情节严重，现列入严重违法失信名单。\n"
        "符合规定条件的，可以向作出列入决定的机关申请提前移出。办理移出不收费。",
        "列入严重违法失信名单的经营主体名单",
    ),
    _Pattern(
        NoticeKind.SERIOUS_REMOVAL,
        8,
        60,
        0,
        "关于将一批经营主体移出严重违法失信名单的公告",
        "附件所列经营主体符合移出条件，现移出严重违法失信名单。",
        "移出严重违法失信名单的经营主体名单",
    ),
    _Pattern(
        NoticeKind.REVOCATION,
        15,
        60,
        0,
        "关于吊销一批公司营业执照的公告",
        "附件所列公司开业后自行停业连续六个月以上。依照《中华人民共和国公司法》第二百六十条，决定吊销其营业执照。\n"
        "被吊销营业执照的公司应当依法清算，并申请注销登记。不服决定的，可以依法申请行政复议或者提起行政诉讼。",
        "吊销营业执照的公司名单",
    ),
    _Pattern(
        NoticeKind.OTHER_NOTICE,
        2,
        0,
        0,
        "关于年度报告填报辅导的公告",
        "各市场监督管理所在工作日为经营主体填报年度报告提供辅导，不收取任何费用。",
    ),
)


def authority_notices(plan: Plan) -> Iterator[NoticeFacts]:
    """The notices of a region, the same for the same plan: a set for each prefecture."""
    for division in divisions.children(divisions.XINJIANG):
        dice = Dice(f"notices/{plan.seed}/{division.code}")
        for number, pattern in enumerate(_PATTERNS, start=1):
            if pattern.kind is NoticeKind.CHECK_PLAN or dice.chance(0.6):
                yield _notice(plan.today, division, number, pattern)


def _notice(today: date, division: divisions.Division, number: int, pattern: _Pattern) -> NoticeFacts:
    first = today - timedelta(days=pattern.ago)
    body = agency(division.code)
    said = {"year": first.year, "last": first.year - 1, "place": division.name, "day": chinese(first)}
    address = f"{SITE}/{division.code}-{number}.pdf"
    return NoticeFacts(
        key=f"dem0n0tce{division.code}{number:011}",  # the same in every region, for links and tests
        provenance=Provenance(
            agency=body,
            source=SOURCE,
            source_id=f"{division.code}-{first.isoformat()}-{number}",
            effective_on=first,
            published_on=first,
            received_at=moment(first.toordinal(), 9),
        ),
        content=AuthorityNotice(
            notice_kind=pattern.kind,
            title=pattern.title.format(**said),
            body=pattern.body.format(**said),
            number=f"{division.name}市监公告〔{first.year}〕{number}号",
            division=division.code,
            period_from=first,
            period_to=first + timedelta(days=pattern.length) if pattern.length else None,
            objections_until=first + timedelta(days=pattern.objections) if pattern.objections else None,
            attachments=(Attachment(pattern.attached, address),) if pattern.attached else (),
        ),
    )
