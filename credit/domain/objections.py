"""Objections to a record or a registered fact (异议): what is said to be wrong, by whom, how it was verified
and what came of it.

An objection is between its parties; public are alone the mark that something is under objection, and the day
on which it was corrected after verification, or found wrong.
"""

from datetime import date

import msgspec

from credit.domain.casework import CaseEvent, CaseFile
from credit.domain.dossier import Fact, Source
from credit.domain.labels import Vocabulary, zh
from credit.domain.records import AnyContent
from credit.domain.repair_applications import Telling
from credit.domain.vocabulary import RecordKind


class FactKind(Vocabulary):
    """What is objected to where it is no record."""

    REGISTERED = "registered", zh("登记事项")


class RegisteredFact(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="registered"):
    """A registered fact among the others, as the public saw them. fact: its name."""

    fact: str
    registered: Fact


Contested = AnyContent | RegisteredFact


class ObjectionState(Vocabulary):
    """Where an objection stands."""

    SUBMITTED = "submitted", zh("已提交，等待受理")
    ACCEPTED = "accepted", zh("已受理，正在核实")
    PROPOSED = "proposed", zh("核实完毕，正在审批")
    NOT_ACCEPTED = "not_accepted", zh("不予受理")
    CORRECTED = "corrected", zh("异议成立，记录已更正")
    TAKEN_DOWN = "taken_down", zh("异议成立，记录已撤下")
    PARTLY = "partly", zh("异议部分成立，有关内容已更正")
    REFERRED = "referred", zh("异议成立，已转登记机关更正")
    HELD = "held", zh("异议成立，已转登记机关更正，更正前不公示")
    REJECTED = "rejected", zh("异议不成立，记录不变")
    WITHDRAWN = "withdrawn", zh("已由申请人撤回")


class Outcome(Vocabulary):
    """What a verification leads to; the value of the state that follows."""

    CORRECTED = "corrected", zh("异议成立，更正记录")
    TAKEN_DOWN = "taken_down", zh("异议成立，撤下整条记录")
    PARTLY = "partly", zh("异议部分成立，更正有关内容，其余不变")
    REFERRED = "referred", zh("异议成立，转登记机关更正，更正前照常公示并注明")
    HELD = "held", zh("异议成立，转登记机关更正，更正前不公示这一项")
    REJECTED = "rejected", zh("异议不成立，记录不变")


class Origin(Vocabulary):
    """Who objects."""

    SUBJECT = "subject", zh("记录所属的企业")
    PUBLIC = "public", zh("公众的来信，由机关转入")


class Declined(Vocabulary):
    """Why an objection is not accepted."""

    LATE = "late", zh("超过提出异议的期限")
    NO_GROUND = "no_ground", zh("没有说明哪里有误，也没有证据")
    DECISION = "decision", zh("针对的是决定本身，应当申请行政复议或者提起行政诉讼")
    REPEATED = "repeated", zh("同一事项已经办理并答复")
    OUTSIDE = "outside", zh("记录不由本机关产生，已告知产生机关")


class Rejected(Vocabulary):
    """Why a verified objection does not hold."""

    SAME = "same", zh("公示内容与产生机关的原始记录一致")
    UNPROVEN = "unproven", zh("提交的证据不足以证明公示内容有误")
    LAWFUL = "lawful", zh("记录依法有据，事实和程序经核实无误")


class Way(Vocabulary):
    """What else can be done about a record."""

    ENQUIRY = "enquiry", zh("申请查询，机关书面答复")
    REPAIR = "repair", zh("申请信用修复")
    REVIEW = "review", zh("申请行政复议")
    SUIT = "suit", zh("提起行政诉讼")
    OWN = "own", zh("由企业自己更正")
    REPORT = "report", zh("向机关举报")
    REGISTER = "register", zh("办理变更登记")


class Closed(Vocabulary):
    """Why no objection can be filed."""

    LATE = "late", zh("提出异议的期限已过")
    OWN_INFORMATION = "own", zh("这是企业自己公示的信息，由企业更正")
    FINDING = "finding", zh("这类记录由认定机关在案件中处理")


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """Whether and until when an objection to a record can be filed.

    until: the last day as it is told, the earlier of two calendars; None: as long as the record is shown.
    closed: why not. ways: what else there is, always. review_days, suit_months: for the ways that have a
    length of their own. instrument, article: what it rests on; unverified: configuration.
    """

    until: date | None = None
    firm: bool = True
    closed: Closed | None = None
    ways: tuple[Way, ...] = ()
    review_days: int = 0
    suit_months: int = 0
    instrument: str = ""
    article: str = ""
    unverified: bool = False


class Claim(msgspec.Struct, frozen=True):
    """A field that is said to be wrong, and what it should say, as typed. field: its name in the content."""

    field: str
    claimed: str


class Amendment(msgspec.Struct, frozen=True):
    """What a field is to say after verification, as typed by an officer."""

    field: str
    value: str


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """A question to the agency a record came from, and its answer.

    telling: the message that carries it; empty: nobody else keeps the record, an officer asks in person.
    """

    agency: str
    on: date
    by: str
    text: str
    answered_on: date | None = None
    answer: str = ""
    telling: str = ""


class Ruling(msgspec.Struct, frozen=True, kw_only=True):
    """What an officer finds. by, on: filled in when it is made. reasons: needed where it is rejected."""

    outcome: Outcome
    text: str
    amendments: tuple[Amendment, ...] = ()
    reasons: tuple[Rejected, ...] = ()
    by: str = ""
    on: date = date.min
    review: str = ""
    court: str = ""


class Objection(msgspec.Struct, frozen=True, kw_only=True):
    """An objection. content: the record, or the registered facts, as they were when it was filed.

    whole: the entire record is said not to belong here. serious: its record asks for two persons. ruling:
    proposed while it waits for a second person, decided afterwards; confirmed_by: that person.
    """

    state: ObjectionState
    origin: Origin
    record_id: str
    agency: str
    content: Contested
    filed_on: date
    claims: tuple[Claim, ...] = ()
    whole: bool = False
    serious: bool = False
    accepted_on: date | None = None
    declined: Declined | None = None
    declined_text: str = ""
    asks: tuple[Ask, ...] = ()
    ruling: Ruling | None = None
    confirmed_by: str = ""
    decided_on: date | None = None

    @property
    def kind(self) -> RecordKind | FactKind:
        return kind_of_contested(self.content)

    @property
    def fact(self) -> str:
        """The name of the registered fact it is about; empty: it is about a record."""
        return self.content.fact if isinstance(self.content, RegisteredFact) else ""

    @property
    def running(self) -> bool:
        return self.state in RUNNING


RUNNING = frozenset({ObjectionState.SUBMITTED, ObjectionState.ACCEPTED, ObjectionState.PROPOSED})


def kind_of_contested(content: Contested) -> RecordKind | FactKind:
    """What kind of thing an objection is about."""
    return FactKind.REGISTERED if isinstance(content, RegisteredFact) else content.record_kind()


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """Something public that can be objected to: a record by its id, a registered fact by its name."""

    id: str
    content: Contested
    source: Source

    @property
    def kind(self) -> RecordKind | FactKind:
        return kind_of_contested(self.content)


class ObjectionCase(msgspec.Struct, frozen=True, kw_only=True):
    """An objection with its case. events: what the reader may see of what happened; tellings: who was asked
    and told."""

    file: CaseFile
    objection: Objection
    events: tuple[CaseEvent, ...] = ()
    tellings: tuple[Telling, ...] = ()
