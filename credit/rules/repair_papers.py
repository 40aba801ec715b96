"""The list of papers of an application for repair: what is there, what is missing, and the texts to sign."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from credit.domain.accounts import Membership, Origin, Role
from credit.domain.repair import Answer, Document, DocumentKind, Outcome, Way
from credit.domain.repair_applications import Draft, Item, Paper, PaperState, RepairFile
from credit.domain.repair_cases import ApplicantKind, ServiceWay, SigningWay
from credit.rules import packs
from credit.rules.citations import cites
from credit.rules.repair_handling import ORDER_107, REPAIR_2021, REPAIR_SCHEME

TEXTS: Final = packs.topic("repair_texts")
_SIGNED: Final = (DocumentKind.APPLICATION, DocumentKind.COMMITMENT)


@cites(REPAIR_SCHEME, "条号未核", unverified=True)
@cites("市场主体登记管理条例（国务院令第746号）", "第十六条")
def papers_of(answer: Answer, files: Iterable[RepairFile]) -> tuple[Paper, ...]:
    """The papers of one record. What is signed for all records together is not among them."""
    kept = list(files)
    asked = (one for one in answer.documents if one.kind not in _SIGNED)
    return tuple(_paper(one, [file for file in kept if _fits(file, one, answer)]) for one in asked)


def _fits(file: RepairFile, document: Document, answer: Answer) -> bool:
    return file.kind is document.kind and file.record_id in ("", answer.record_id)


def _paper(document: Document, files: list[RepairFile]) -> Paper:
    state = PaperState.READY
    if document.way is Way.UPLOADED:
        empty = PaperState.MISSING if document.required else PaperState.OPTIONAL
        state = PaperState.UPLOADED if files else empty
    return Paper(
        kind=document.kind,
        way=document.way,
        state=state,
        required=document.required,
        files=tuple(files),
    )


@cites(REPAIR_2021, "第五条", unverified=True)
@cites(ORDER_107, "条号未载", unverified=True)
def shared_papers(draft: Draft, files: Iterable[RepairFile]) -> tuple[Paper, ...]:
    """The papers of the sitting: application and commitment as they are signed, and a mandate."""
    kept = list(files)
    way = Way.UPLOADED if draft.signing is SigningWay.SEALED_COPY else Way.GENERATED
    asked = [Document(kind, way) for kind in _SIGNED]
    if draft.applicant is not ApplicantKind.SUBJECT:
        asked.append(Document(DocumentKind.MANDATE, Way.UPLOADED))
    return tuple(_paper(one, [file for file in kept if file.kind is one.kind]) for one in asked)


@cites(REPAIR_2021, "第五条", unverified=True)
@cites(ORDER_107, "条号未载", unverified=True)
def claims_open(answer: Answer, item: Item) -> bool:
    """Whether something has to be said to be done before an application is possible."""
    return answer.outcome is Outcome.DO_FIRST and any(step.duty not in item.claims for step in answer.steps)


@cites(REPAIR_2021, "第五条", unverified=True)
@cites(ORDER_107, "条号未载", unverified=True)
def problems(
    draft: Draft, asked: Iterable[tuple[Item, Answer]], files: Iterable[RepairFile], licensed: bool
) -> tuple[tuple[str, str], ...]:
    """What is missing before an application can be submitted: a code, and the record it is about or "".

    licensed: who submits proved to hold the electronic licence.
    """
    kept, found = list(files), list[tuple[str, str]]()
    for item, answer in asked:
        if not answer.may_start:
            found.append(("repair.not_now", item.record_id))
        elif claims_open(answer, item):
            found.append(("repair.claims", item.record_id))
        elif any(paper.state is PaperState.MISSING for paper in papers_of(answer, kept)):
            found.append(("repair.papers", item.record_id))
    said = {
        "repair.empty": not draft.items,
        "repair.papers": any(one.state is PaperState.MISSING for one in shared_papers(draft, kept)),
        "repair.representative": draft.applicant is not ApplicantKind.SUBJECT and not draft.representative,
        "repair.signer": not draft.signer,
        "repair.licence": draft.signing is SigningWay.LICENCE and not licensed,
        "repair.address": draft.service is ServiceWay.POST and not draft.address,
        "repair.declared": not draft.declared,
    }
    return (*found, *((code, "") for code, missing in said.items() if missing))


@cites(REPAIR_2021, "第五条", unverified=True)
def signs_by_licence(held: Membership | None) -> bool:
    """Whether somebody can sign without paper: who proved to hold the electronic licence."""
    return held is not None and held.origin is Origin.LICENCE and held.role is Role.OWNER


@cites(REPAIR_2021, "附件", unverified=True)
@cites(ORDER_107, "条号未载", unverified=True)
def application_texts(on: date, **said: str) -> tuple[str, str, str]:
    """The application in Chinese, a rendering in Uyghur, and the version of the wording of the day.

    said: authority, name, code, about, claims.
    """
    pack = TEXTS.at(on)
    return pack["application_zh"].format(**said), pack["application_ug"].format(**said), pack.name


@cites(REPAIR_2021, "附件", unverified=True)
@cites(ORDER_107, "条号未载", unverified=True)
def decision_text(on: date, **said: str) -> str:
    """The words of a decision. on: day of the application.

    said: name, code, about, number, verdict, reasons.
    """
    text: str = TEXTS.at(on)["decision_zh"]
    return text.format(**said)
