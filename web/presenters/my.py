"""What can be done for a subject: the doors of those tasks that somebody has and that this portal offers."""

from credit.domain.accounts import Standing, Task
from credit.domain.labels import zh
from web.presenters.frame import segment
from web.presenters.parts import Link
from web.presenters.speech import Speech

# endpoint that must be there, task that must be held (none: owners), path, icon, label, line below
_DOORS: tuple[tuple[str, Task | None, str, str, str, str], ...] = (
    ("annual_report.start", Task.ANNUAL_REPORT, "/report", "file", zh("年度报告"), zh("填写、更正、补报")),
    ("instant.show", Task.INSTANT, "/instant", "notice", zh("即时信息"), zh("出资、股权、许可等变动")),
    ("voluntary.show", Task.VOLUNTARY, "/voluntary", "flag", zh("自愿公示信息"), zh("发布、修改、撤回")),
    (
        "my_commitments.show",
        Task.COMMITMENT,
        "/commitments",
        "check",
        zh("信用承诺"),
        zh("作出、续签、撤回、提交履行证明"),
    ),
    ("repair_radar.show", Task.REPAIR, "/repair", "repair", zh("信用修复"), zh("哪条现在可以修复，免费")),
    (
        "my_objections.show",
        Task.OBJECTION,
        "/objections",
        "flag",
        zh("对记录的异议"),
        zh("公示的记录有误，申请更正"),
    ),
    ("filings.show", Task.ANNUAL_REPORT, "/filings", "list", zh("申报记录"), zh("回执编号，冻结后续修改")),
    ("members.show", None, "/members", "enterprise", zh("成员和邀请"), zh("联络员变更，邀请，移除")),
    ("members.log", None, "/log", "clock", zh("操作记录"), zh("谁在什么时候做了什么")),
)

# The rest is about entries of the register and what has been published of them.
OF_ASSOCIATIONS = frozenset(("my_commitments.show", "filings.show", "members.show", "members.log"))


def doors(
    words: Speech, subject: Standing, tasks: frozenset[Task] | None, owns: bool, endpoints: frozenset[str]
) -> tuple[Link, ...]:
    """tasks: those held; None: all."""
    base = f"/{words.prefix}/my/{segment(subject.address)}"
    return tuple(
        Link(label=words._(label), href=base + path, icon=icon, text=words._(line))
        for endpoint, task, path, icon, label, line in _DOORS
        if endpoint in endpoints and (owns if task is None else tasks is None or task in tasks)
    )
