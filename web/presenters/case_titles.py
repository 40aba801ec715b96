"""What a case is called in the reader's language: its kind, and what it is about as far as its codes say."""

from credit.domain.casework import CaseFile, CaseKind
from credit.domain.labels import Vocabulary, zh
from credit.domain.objections import FactKind
from credit.domain.repair import RepairKind
from credit.domain.supervision import Matter
from credit.domain.vocabulary import RecordKind
from credit.rules import registered_facts
from web.presenters.commitment_matters import matter_of
from web.presenters.parts import Text
from web.presenters.speech import Speech

_ABOUT = zh("%(kind)s：%(what)s")


def case_title(words: Speech, case: CaseFile) -> Text:
    """What a case is, for pages whose heading does not say it; the name of its enterprise stands beside."""
    what = _matter(words, case)
    return words.say(_ABOUT, kind=words.label(case.kind), what=what) if what else words.label(case.kind)


def _matter(words: Speech, case: CaseFile) -> Text:
    """What it is about; nothing where its kind says as much."""
    match case.kind:
        case CaseKind.REPAIR:
            return repaired(words, case)
        case CaseKind.OBJECTION:
            return _contested(words, case.params)
        case CaseKind.FINDING:
            return matter_of(words, case.title, case.params.get("matter_uyghur")) if case.title else ""
        case CaseKind.TIP | CaseKind.ENQUIRY:
            return _word(words, Matter, case.params.get("matter", ""))
        case _:
            return ""


def repaired(words: Speech, case: CaseFile) -> str:
    """Which kind of record a repair is about."""
    return _word(words, RepairKind, case.params.get("kind", ""))


def _contested(words: Speech, params: dict[str, str]) -> str:
    fact = registered_facts.FACTS.get(params.get("fact", ""))
    if fact is not None:
        return words._(fact.label)
    kind = params.get("kind", "")
    return _word(words, FactKind, kind) or _word(words, RecordKind, kind)


def _word(words: Speech, vocabulary: type[Vocabulary], code: str) -> str:
    """The word of a code; nothing where a case does not carry one."""
    return words.label(vocabulary(code)) if code in set(vocabulary) else ""
