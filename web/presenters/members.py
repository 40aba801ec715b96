"""Members of a subject, invitations, and the log of what was done for it."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import Any

import msgspec

from credit.domain.accounts import Invitation, Member, Membership, Role, Task, Terms
from credit.domain.actors import ActorKind
from credit.domain.clock import SHANGHAI
from credit.domain.filings import DisputeState
from credit.domain.labels import zh
from credit.domain.recovery import Proof, RecoveryState
from web.presenters.accounts import subject_link
from web.presenters.frame import segment
from web.presenters.parts import Column, Link, TableRow, Tag, Text, Tone
from web.presenters.scripts import has_chinese
from web.presenters.speech import Speech

_UNTIL = zh("有效至 %(day)s")
_OPEN = zh("长期")
_EXPIRES = zh("链接 %(moment)s 前有效")
_ACTIONS = {
    "member.grant": zh("加入：%(role)s"),
    "member.change": zh("变更成员：%(role)s"),
    "member.end": zh("成员结束"),
    "member.liaison": zh("变更联络员"),
    "member.invite": zh("发出邀请：%(role)s"),
    "member.uninvite": zh("撤回邀请"),
    "member.accept": zh("接受邀请"),
    "filing.new": zh("提交%(task)s %(period)s，回执编号 %(receipt)s"),
    "filing.freeze": zh("冻结申报，回执编号 %(receipt)s"),
    "filing.dispute": zh("处理冻结，回执编号 %(receipt)s：%(state)s"),
    "recovery.start": zh("申请找回办理权限"),
    "recovery.proof": zh("提供证明：%(proof)s"),
    "recovery.wrong": zh("证明未通过：%(proof)s"),
    "recovery.letter": zh("要求寄送信函"),
    "recovery.printed": zh("寄出信函"),
    "recovery.close": zh("找回办理权限的申请：%(state)s"),
    "organisation.new": zh("开通账户"),
    "report.submit": zh("提交 %(year)s 年度报告，回执编号 %(receipt)s"),
    "report.consent": zh("同意向他人提供年度报告中没有公示的数据"),
    "report.consent_end": zh("收回向他人提供年度报告数据的同意"),
    "report.consent_open": zh("他人查看年度报告中没有公示的数据"),
    "instant.publish": zh("公示即时信息，回执编号 %(receipt)s"),
    "instant.correct": zh("更正即时信息，回执编号 %(receipt)s"),
    "voluntary.publish": zh("自愿公示一条信息"),
    "voluntary.correct": zh("更正自愿公示的信息"),
    "voluntary.withdraw": zh("撤下自愿公示的信息"),
    "repair.begin": zh("开始填写信用修复申请"),
    "repair.attach": zh("为信用修复申请加上材料"),
    "repair.discard": zh("删除信用修复申请的草稿"),
    "repair.sign": zh("签署信用修复承诺书"),
    "repair.submit": zh("提交信用修复申请，回执编号 %(receipt)s"),
    "repair.withdrawn": zh("撤回信用修复申请 %(number)s"),
    "objection.added": zh("补充异议的理由或者证据"),
    "objection.withdrawn": zh("撤回异议申请"),
    "commitment.sign": zh("签署信用承诺"),
    "commitment.amend": zh("更新信用承诺"),
    "commitment.join": zh("申请加入行业公约"),
    "commitment.prove": zh("提交履行承诺的证明"),
    "commitment.withdraw": zh("撤回信用承诺"),
    "calendar.link": zh("开通日历订阅"),
    "calendar.unlink": zh("停用日历订阅"),
}
# What is no deed of a member: by the room it was done in. What an authority does in the others may not be
# known to the enterprise yet.
_ROOMS = {
    "report": zh("年度报告的办理步骤"),
    "instant": zh("即时信息的办理步骤"),
    "voluntary": zh("自愿公示的办理步骤"),
    "repair": zh("信用修复的办理步骤"),
    "objection": zh("异议的办理步骤"),
    "commitment": zh("信用承诺的办理步骤"),
}
_VOCABULARIES = {"role": Role, "task": Task, "proof": Proof}
_OTHER = zh("其他办理步骤")


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """A member as a card. here: address of their page; mine: it is the reader."""

    name: Text
    tags: tuple[Tag, ...]
    tasks: Text
    until: Text
    origin: Text
    here: str
    liaison: bool
    mine: bool


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """What an invitation offers."""

    subject: Text
    code: Text
    role: Text
    tasks: Text
    until: Text
    liaison: bool


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """An invitation that nobody has accepted yet."""

    label: Text
    role: Text
    expires: Text
    withdraw: str


def terms(data: Mapping[str, Any]) -> Terms:
    """What a form says, as the domain takes it; the last day counts whole."""
    last = data.get("until")
    end = datetime.combine(last + timedelta(days=1), time(), SHANGHAI) if last else None
    known = {task.value for task in Task}
    return Terms(
        role=Role(data["role"]),
        tasks=frozenset(Task(one) for one in data.get("tasks") or () if one in known),
        liaison=bool(data.get("liaison")),
        until=end,
        label=str(data.get("label") or ""),
    )


def form_data(held: Membership) -> dict[str, Any]:
    """A membership as its form shows it."""
    return {
        "role": held.role.value,
        "tasks": sorted(held.tasks),
        "until": (held.end - timedelta(days=1)).date() if held.end else None,
    }


def hints(words: Speech) -> dict[str, Text]:
    return {
        "until": words._("到期后自动失效；不填则一直有效"),
        "tasks": words._("负责人可以办理全部事项"),
        "label": words._("例如：会计、代办机构"),
    }


def role_hints(words: Speech) -> dict[str, dict[str, Text]]:
    return {
        "role": {
            Role.OWNER.value: words._("办理全部事项，管理成员，查看记录，冻结申报"),
            Role.FILER.value: words._("填写并提交所选事项"),
            Role.VIEWER.value: words._("只能查看所选事项"),
        }
    }


def people(words: Speech, found: Iterable[Member], address: str, reader: str) -> tuple[Person, ...]:
    return tuple(person(words, one, address, reader) for one in found)


def person(words: Speech, member: Member, address: str, reader: str) -> Person:
    held = member.membership
    tags = [Tag(words.label(held.role), Tone.GOOD if held.role is Role.OWNER else Tone.NOTE)]
    if held.liaison:
        tags.append(Tag(words._("联络员"), Tone.NOTE))
    return Person(
        name=words.bdi(member.name) if member.name else words._("未提供姓名"),
        tags=tuple(tags),
        tasks=_tasks(words, held.role, held.tasks),
        until=_until(words, held.end),
        origin=words.label(held.origin),
        here=f"/{words.prefix}/my/{segment(address)}/members/{held.id}",
        liaison=held.liaison,
        mine=held.person_id == reader,
    )


def waiting(words: Speech, found: Iterable[Invitation], address: str) -> tuple[Waiting, ...]:
    base = f"/{words.prefix}/my/{segment(address)}/members/invitations"
    return tuple(
        Waiting(
            label=words.bdi(one.terms.label),
            role=words.label(one.terms.role),
            expires=words.say(_EXPIRES, moment=words.moment(one.expires_at)),
            withdraw=f"{base}/{one.id}/withdraw",
        )
        for one in found
    )


def offer(words: Speech, found: Invitation) -> Offer:
    link: Link = subject_link(words, found.subject)
    return Offer(
        subject=link.label,
        code=words.ltr(found.subject.address),
        role=words.label(found.terms.role),
        tasks=_tasks(words, found.terms.role, found.terms.tasks),
        until=_until(words, found.terms.until),
        liaison=found.terms.liaison,
    )


def log(
    words: Speech, entries: Iterable[tuple[int, str, str, str, str, str]], names: Mapping[str, str]
) -> tuple[tuple[Column, ...], tuple[TableRow, ...]]:
    """A table of the trail. entries: number, moment in UTC, actor, action, target, detail as JSON."""
    columns = (
        Column(label=words._("时间"), lead=True),
        Column(label=words._("操作")),
        Column(label=words._("办理人")),
    )
    rows = tuple(
        TableRow(
            cells=(
                words.moment(datetime.fromisoformat(at)),
                _action(words, action, json.loads(detail)),
                _actor(words, actor, names),
            )
        )
        for _seq, at, actor, action, _target, detail in entries
    )
    return columns, rows


def _action(words: Speech, action: str, detail: dict[str, str]) -> Text:
    if action not in _ACTIONS:
        return words._(_ROOMS.get(action.partition(".")[0], _OTHER))
    told: dict[str, Text] = {
        name: words.zh(value) if has_chinese(value) else words.ltr(value) for name, value in detail.items()
    }
    for name, vocabulary in _VOCABULARIES.items():
        if name in detail:
            told[name] = words.label(vocabulary(detail[name]))
    if "state" in detail:
        states = {one.value: one for kind in (DisputeState, RecoveryState) for one in kind}
        told["state"] = words.label(states[detail["state"]])
    return words.say(_ACTIONS[action], **told)


def _actor(words: Speech, actor: str, names: Mapping[str, str]) -> Text:
    if actor in names:
        return words.bdi(names[actor]) if names[actor] else words._("未提供姓名")
    kind = actor.partition(":")[0]
    known = {one.value: one for one in ActorKind}
    return words.label(known.get(kind, ActorKind.SYSTEM))


def _tasks(words: Speech, role: Role, tasks: frozenset[Task]) -> Text:
    if role is Role.OWNER:
        return words._("全部事项")
    return words.series(words.label(one) for one in Task if one in tasks)


def _until(words: Speech, end: datetime | None) -> Text:
    if end is None:
        return words._(_OPEN)
    return words.say(_UNTIL, day=words.iso((end - timedelta(seconds=1)).date()))
