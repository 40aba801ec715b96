"""One application for repair of the showcase: who files it, who handles it, step by step."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from credit.db.session import Sessions
from credit.domain.actors import OfficerRole, officer, system
from credit.domain.clock import Clock
from credit.domain.repair import DocumentKind, Duty
from credit.domain.repair_applications import Application, Draft, Item, PaperState
from credit.domain.repair_cases import ApplicantKind, Course, Found, Method, SigningWay, Verdict
from credit.services.context import Context
from credit.services.demo.once import step
from credit.services.disclosures.evidence import Folder, Upload
from credit.services.repairs import applying, cases, deciding, handling

_PAPER: Final = Path(__file__).with_name("data") / "sample.pdf"
_ADMINISTRATOR: Final = "新疆某破产清算事务所（管理人，演示）"


@dataclass(frozen=True)
class Part:
    """One story: who applies, about what, and what becomes of it. record: its id."""

    sessions: Sessions
    clock: Clock
    folder: Folder
    key: str
    token: str
    record: str
    authority: str

    @property
    def own(self) -> Context:
        return Context(self.sessions, self.clock, system("demo"))

    def desk(self, number: int = 1) -> Context:
        """One of two officers of the authority that decides."""
        roles = frozenset({OfficerRole.HANDLER, OfficerRole.REVIEWER})
        return Context(
            self.sessions, self.clock, officer(f"demo{number}".ljust(26, "0"), self.authority, roles)
        )

    def upload(self, application: Application, kind: DocumentKind, record_id: str = "") -> None:
        sent = [Upload("sample.pdf", _PAPER.read_bytes())]
        applying.attach(self.own, self.folder, self.key, application.id, kind, sent, record_id)

    def draft(self, applicant: ApplicantKind = ApplicantKind.SUBJECT) -> Application:
        """A draft with everything that has to be said and handed in."""
        begun = applying.begin(self.own, self.key, [self.record], self.token)
        items = tuple(
            Item(record_id=one.item.record_id, claims=tuple(said.duty for said in one.answer.steps))
            for one in begun.items
        )
        outside = applicant is not ApplicantKind.SUBJECT
        filled = Draft(
            items=items,
            applicant=applicant,
            representative=_ADMINISTRATOR if outside else "",
            signer=_ADMINISTRATOR if outside else "法定代表人（演示）",
            signing=SigningWay.SEALED_COPY,
            declared=True,
        )
        step(lambda: applying.save(self.own, self.key, begun.id, filled, begun.revision))
        return applying.own(self.own, self.key, begun.id)

    def filed(self, applicant: ApplicantKind = ApplicantKind.SUBJECT) -> str:
        """File it; the case."""
        made = self.draft(applicant)
        for paper in made.papers:
            if paper.state is PaperState.MISSING:
                step(partial(self.upload, made, paper.kind))
        for one in made.items:
            for paper in one.papers:
                if paper.state is PaperState.MISSING:
                    step(partial(self.upload, made, paper.kind, one.item.record_id))
        done = applying.submit(self.own, self.key, made.id)
        return done.items[0].case_id

    def verified(self, applicant: ApplicantKind = ApplicantKind.SUBJECT) -> str:
        """Accepted, and looked into by as many means as it takes."""
        case_id = self.filed(applicant)
        step(lambda: handling.accept(self.desk(), case_id))
        course, claims = self.course(case_id)
        for method in (Method.ONLINE, Method.ON_SITE)[
            : max(course.handling.means, 1 + course.handling.visit)
        ]:
            said = "核实情况与申请一致。"
            look = partial(handling.verify, self.desk(), case_id, method, Found.CONFIRMED, said, done=claims)
            step(look)
        return case_id

    def course(self, case_id: str) -> tuple[Course, tuple[Duty, ...]]:
        with self.sessions.read() as session:
            found = cases.case(session, self.desk(), case_id)
        return found.course, found.item.claims if found.item else ()

    def granted(self, applicant: ApplicantKind = ApplicantKind.SUBJECT) -> str:
        case_id = self.verified(applicant)
        if self.course(case_id)[0].handling.two_persons:
            step(lambda: handling.propose(self.desk(), case_id, Verdict.GRANT))
        step(lambda: deciding.decide(self.desk(2), case_id, Verdict.GRANT))
        return case_id
