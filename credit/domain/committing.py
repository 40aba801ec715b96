"""Making a commitment: its wordings, what may be chosen, drafts, signatures, and one's own list of them."""

from datetime import date, datetime

import msgspec

from credit.domain.cases import Statement
from credit.domain.commitments import Commitment, CommitmentType
from credit.domain.dossier import PublicRecord
from credit.domain.labels import Vocabulary, zh


class Progress(Vocabulary):
    """Where a commitment that was made here stands for those who made it."""

    UNDER_CHECK = "under_check", zh("等待核验")
    PUBLIC = "public", zh("已经公示")
    PARTIES = "parties", zh("只有当事双方可见")
    REFUSED = "refused", zh("核验未通过")
    WITHDRAWN = "withdrawn", zh("已撤回")
    REPLACED = "replaced", zh("已被新承诺替换")


class Checker(Vocabulary):
    """Who looks at a commitment before it is public."""

    NOBODY = "nobody", zh("不需要核验")
    AUTHORITY = "authority", zh("监管部门核验")
    ASSOCIATION = "association", zh("行业协会确认")


class SignatureKind(Vocabulary):
    """How a commitment was signed."""

    LICENCE = "licence", zh("电子营业执照登录签署")
    SEALED = "sealed", zh("上传盖章的承诺书")


class Excluded(Vocabulary):
    """Matters for which no notification-commitment (告知承诺) is taken."""

    NATIONAL_SECURITY = "national_security", zh("涉及国家安全")
    STATE_SECRET = "state_secret", zh("涉及国家秘密")
    PUBLIC_SAFETY = "public_safety", zh("涉及公共安全")
    FINANCE = "finance", zh("涉及金融业审慎监管")
    ECOLOGY = "ecology", zh("涉及生态环境保护")
    HEALTH_AND_LIFE = "health_and_life", zh("直接关系人身健康、生命财产安全")
    HIGH_RISK = "high_risk", zh("其他风险较大、纠错成本较高、损害难以挽回的事项")


class Unavailable(Vocabulary):
    """Why a kind of commitment cannot be made now."""

    AT_AUTHORITY = "at_authority", zh("这类承诺在办理许可或者证明事项时，向受理机关作出，不在这里办理。")
    WITH_REPAIR = "with_repair", zh("这类承诺在申请信用修复时一并作出，只有当事双方可见。")
    BREACH = "breach", zh("有未修复的违诺认定，修复以前不适用告知承诺。")
    SERIOUS = "serious", zh("被列入严重违法失信名单，移出以前不适用告知承诺。")
    NOT_OPERATING = "not_operating", zh("登记状态不是存续，不能作出新的承诺。")
    ASSOCIATION_ONLY = "association_only", zh("自律公约由行业协会发起，会员企业可以参加。")
    ENTERPRISE_ONLY = "enterprise_only", zh("这类承诺由企业作出，行业协会不适用。")
    NOT_FOR_INDIVIDUALS = "not_for_individuals", zh("付款承诺面向向中小企业采购的企业，个体工商户不适用。")


class FieldKind(Vocabulary):
    """How a blank of a wording is filled in."""

    LINE = "line", zh("一行文字")
    TEXT = "text", zh("一段文字")
    NUMBER = "number", zh("整数")
    DATE = "date", zh("日期")


class Blank(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A blank of a wording. least, most: of a number; longest: of a text, in characters."""

    key: str
    kind: FieldKind
    label: str
    label_uyghur: str
    help: str = ""
    help_uyghur: str = ""
    required: bool = True
    longest: int = 200
    least: int = 0
    most: int = 0
    example: str = ""


class Clause(msgspec.Struct, frozen=True, omit_defaults=True):
    """One numbered sentence. key: which of the items a letter must hold it is, or a name of its own.

    Names of blanks, and {name}, {code} of the subject, stand in braces.
    """

    key: str
    text: str
    uyghur: str


class Template(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One version of a wording (承诺书范本).

    uyghur texts are composed renderings; what is signed is the Chinese text. need: the plain words by which
    somebody finds it. valid_months: 0, no end. starts: first day on which it is used. authority: the
    division whose officers keep it; empty for one that comes with the portal.
    """

    code: str
    version: str
    commitment_type: CommitmentType
    name: str
    name_uyghur: str
    need: str
    need_uyghur: str
    matter: str
    matter_uyghur: str
    basis: str
    clauses: tuple[Clause, ...]
    breach: str
    breach_uyghur: str
    starts: date
    scene: str = ""
    scene_uyghur: str = ""
    valid_months: int = 0
    checked: bool = False
    blanks: tuple[Blank, ...] = ()
    authority: str = ""


class TemplateVersion(msgspec.Struct, frozen=True, kw_only=True):
    """A version that officers keep. released_by: empty while it is a draft. seen: tells one state of its
    text from another. authors: everybody who wrote any of it, where that was asked for."""

    id: str
    template: Template
    seen: str
    drafted_by: str
    drafted_at: datetime
    released_by: str = ""
    released_at: datetime | None = None
    authors: frozenset[str] = frozenset()

    @property
    def in_force(self) -> bool:
        """Whether it was put in force, from its first day on."""
        return self.released_at is not None


class Need(msgspec.Struct, frozen=True, kw_only=True):
    """One line of "what do you want to promise". reasons: why it is not available; empty, it is.

    excluded: matters for which this way is never open. breaches: decision numbers that block it.
    """

    template: Template
    reasons: tuple[Unavailable, ...] = ()
    excluded: tuple[Excluded, ...] = ()
    breaches: tuple[str, ...] = ()

    @property
    def available(self) -> bool:
        return not self.reasons


class Problem(msgspec.Struct, frozen=True):
    """What is wrong with a blank. code: commitment.blank_missing, .blank_long, .blank_number, .blank_date,
    .blank_personal. params: longest, least, most."""

    key: str
    code: str
    params: dict[str, str] = {}


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A commitment being made, kept on the server. text, uyghur: as it would read now.

    replaces: number of the commitment whose next version it is. choices: branches that may be covered,
    code and name.
    """

    id: str
    subject_key: str
    template: Template
    values: dict[str, str]
    agreed: bool
    branches: tuple[str, ...]
    replaces: str
    text: str
    uyghur: str
    problems: tuple[Problem, ...]
    choices: tuple[tuple[str, str], ...]
    revision: int
    updated_at: datetime


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """Exactly what will be public. record: None where nothing of it will. checker: who looks at it first.

    word_check: it waits for an officer because of words in it, whatever its wording asks for.
    """

    commitment: Commitment
    record: PublicRecord | None
    checker: Checker
    word_check: bool = False


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened to a commitment. code: commitment.signed, .released, .refused, .withdrawn,
    .replaced, .proof, .join_asked, .joined, .checked. actor: who, as in the audit trail."""

    at: datetime
    code: str
    actor: str
    text: str = ""


class OwnCommitment(msgspec.Struct, frozen=True, kw_only=True):
    """A commitment as its maker and its authority see it.

    id: of a commitment made here, else of the record that came in. progress: None for one that came in.
    may_withdraw, may_replace, may_prove: what its maker can do now. proof_due: last day for proof.
    """

    id: str
    subject_key: str
    commitment: Commitment
    authority: str
    progress: Progress | None = None
    checker: Checker = Checker.NOBODY
    receipt: str = ""
    signed_at: datetime | None = None
    signed_how: SignatureKind | None = None
    sealed: tuple[str, ...] = ()  # ids of files
    reasons: str = ""
    history: tuple[Event, ...] = ()
    proofs: tuple[Statement, ...] = ()
    proof_due: date | None = None
    may_withdraw: bool = False
    may_replace: bool = False
    may_prove: bool = False


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """A self-discipline text of an association that members may join."""

    id: str
    commitment: Commitment
    association: str
