"""One sitting of an applicant for repair: what was typed, which papers there are, and the cases it made."""

from datetime import date, datetime

import msgspec

from credit.domain.casework import CaseEvent, CaseFile, Reading
from credit.domain.labels import Vocabulary, zh
from credit.domain.records import Record
from credit.domain.repair import Answer, DocumentKind, Duty, RepairKind, Way
from credit.domain.repair_cases import ApplicantKind, Course, RevocationReason, ServiceWay, SigningWay


class ApplicationState(Vocabulary):
    """Where an application stands; its cases have states of their own."""

    DRAFT = "draft", zh("草稿")
    SUBMITTED = "submitted", zh("已提交")
    DISCARDED = "discarded", zh("已放弃")


class PaperState(Vocabulary):
    """Whether a paper is at hand."""

    READY = "ready", zh("系统已备好")
    UPLOADED = "uploaded", zh("已上传")
    MISSING = "missing", zh("还要上传")
    OPTIONAL = "optional", zh("可以不交")


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One record applied for. claims: duties that the applicant says are done. note: in their words."""

    record_id: str
    claims: tuple[Duty, ...] = ()
    note: str = ""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What was typed so far. representative: name of an agent or administrator. signer: name of who signs.

    service, address: how and where the applicant wants to be reached. declared: that all of it is true.
    """

    items: tuple[Item, ...] = ()
    applicant: ApplicantKind = ApplicantKind.SUBJECT
    representative: str = ""
    signer: str = ""
    signing: SigningWay = SigningWay.LICENCE
    service: ServiceWay = ServiceWay.ONLINE
    address: str = ""
    declared: bool = False


class RepairFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was uploaded. record_id: empty where it is for all. media: by what is in it."""

    id: str
    kind: DocumentKind
    record_id: str
    name: str
    media: str
    size: int


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """One paper of the list for a record (or for all of them), and whether it is at hand."""

    kind: DocumentKind
    way: Way
    state: PaperState
    required: bool = True
    files: tuple[RepairFile, ...] = ()


class ItemView(msgspec.Struct, frozen=True, kw_only=True):
    """One record of an application: the answer about it today, its papers, and its case once submitted."""

    item: Item
    answer: Answer
    papers: tuple[Paper, ...] = ()
    authority: str = ""
    case_id: str = ""
    number: str = ""
    state: str = ""


class Application(msgspec.Struct, frozen=True, kw_only=True):
    """A sitting as its applicant sees it.

    papers: of all records together (mandate, sealed copies). elsewhere: records that another department or
    province decides on, with where. revision: to be sent back when it is saved. problems: codes of what is
    missing before it can be submitted; with the record it is about, or an empty one.
    """

    id: str
    subject_key: str
    state: ApplicationState
    revision: int
    draft: Draft
    items: tuple[ItemView, ...] = ()
    papers: tuple[Paper, ...] = ()
    elsewhere: tuple[Answer, ...] = ()
    problems: tuple[tuple[str, str], ...] = ()
    receipt: str = ""
    created_at: datetime | None = None
    submitted_at: datetime | None = None


class PaperText(msgspec.Struct, frozen=True, kw_only=True):
    """A generated paper about one record, to be read in full: the Chinese text counts, the other helps."""

    record_id: str
    kind: DocumentKind
    chinese: str
    uyghur: str


class SignedPaper(msgspec.Struct, frozen=True, kw_only=True):
    """A generated paper as it was signed: its texts, the version of its wording, who signed when and how."""

    record_id: str
    kind: DocumentKind
    chinese: str
    uyghur: str
    version: str
    signer: str
    signed_on: date
    signing: SigningWay


class Recipient(Vocabulary):
    """Who is told of a decision, or asked."""

    SOURCE = "source", zh("提供信息的业务系统")
    CREDIT_CHINA = "credit_china", zh("信用中国")
    NATIONAL = "national", zh("国家企业信用信息公示系统")
    PROVINCE = "province", zh("登记地公示系统")


class TellingState(Vocabulary):
    """How far telling somebody has come."""

    WAITING = "waiting", zh("等待发送")
    SENT = "sent", zh("已发送，等待回执")
    ACKNOWLEDGED = "acknowledged", zh("已收到回执")
    GIVEN_UP = "given_up", zh("多次未送达，已转人工")


class Occasion(Vocabulary):
    """What somebody is told."""

    GRANTED = "granted", zh("准予信用修复")
    REVOKED = "revoked", zh("撤销信用修复")
    ASKED = "asked", zh("异议核对，请答复")
    CORRECTED = "corrected", zh("异议成立，已更正")
    TAKEN_DOWN = "taken_down", zh("异议成立，已撤下")
    FOUND_WRONG = "found_wrong", zh("登记事项经核实有误，请更正")


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the list of who was told: by when they have to be, when they were, what they answered."""

    id: str
    recipient: Recipient
    name: str
    occasion: Occasion
    state: TellingState
    due_on: date
    sent_at: datetime | None = None
    acknowledged_at: datetime | None = None
    receipt: str = ""
    problem: str = ""


class RepairCase(msgspec.Struct, frozen=True, kw_only=True):
    """One case, the same for its applicant and its officers but for what is internal.

    record: None where it is no longer kept. reading: of its clock today. tellings: who was told.
    """

    file: CaseFile
    application_id: str
    record_id: str
    kind: RepairKind
    course: Course
    answer: Answer
    record: Record | None = None
    reading: Reading | None = None
    item: Item | None = None
    papers: tuple[Paper, ...] = ()
    signed: tuple[SignedPaper, ...] = ()
    history: tuple[CaseEvent, ...] = ()
    tellings: tuple[Telling, ...] = ()
    decision_no: str = ""
    letter_code: str = ""


class Alike(msgspec.Struct, frozen=True, kw_only=True):
    """Cases that can be decided together: the same kind and ground, everything found in registers."""

    key: str
    authority: str
    kind: RepairKind
    ground: str
    count: int
    case_ids: tuple[str, ...] = ()


class GroupDecision(msgspec.Struct, frozen=True, kw_only=True):
    """What became of cases decided together: numbers by case, and codes of what stood against others."""

    decided: dict[str, str] = {}
    left: dict[str, str] = {}


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """What a letter about a repair says, and what its code proves. revoked_on: it does not hold any more.

    record_number: of the repaired decision, for those who hold a copy of it. revocation_no,
    revocation_reason: of the decision that took the grant back; neither where a plan failed of itself.
    """

    code: str
    subject_name: str
    subject_code: str
    kind: RepairKind
    decision_no: str
    agency: str
    granted_on: date
    record_number: str = ""
    temporary: bool = False
    revoked_on: date | None = None
    revocation_no: str = ""
    revocation_reason: RevocationReason | None = None
