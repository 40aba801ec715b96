"""Chooses the tiers for a question by what it is written in."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from search.page import Reason
from search.plan import Clause, Pinned, Prefix, Stage, Term, Tier, every, some, term
from search.planning import chinese, latin, uyghur
from search.planning.terms import contiguous, gram_terms, spoken
from search.query import Kind, Language
from search.text import codes
from search.text.codes import SHORTEST_PREFIX
from search.text.fold import fold, letters
from search.text.question import Question, Run, Script, market_name, read, without_province
from search.text.tokens import CODE_PREFIXES, KIND
from search.text.uyghur import from_cyrillic, from_latin, from_old_latin
from search.text.uyghur import key as recall_key


@lru_cache(maxsize=2048)
def tiers_for(question: Question, kind: Kind, language: Language = Language.ZH) -> tuple[Tier, ...]:
    """All tiers of a question, stage by stage; empty if nothing in it can be looked for."""
    letter = KIND[kind]
    if not question.text:
        return (Tier(Reason.ALL, term(letter, "*")),)
    named = _named(letter, question, language) if question.key else []
    tiers = [*_codes(letter, question), *named, *_beside(letter, question)]
    seen: dict[tuple[Clause, bool], Tier] = {}
    for tier in sorted(tiers, key=lambda tier: tier.stage):
        seen.setdefault((tier.clause, tier.checked), tier)
    return tuple(seen.values())


def _codes(kind: str, question: Question) -> list[Tier]:
    tiers = []
    if question.number:
        tiers.append(Tier(Reason.NUMBER, term(kind, "#" + question.number), checked=True))
    code = question.code
    if code is None:
        return tiers
    tiers.insert(0, Tier(Reason.CODE, term(kind, "c" + code.text)))
    if code.likely:
        tiers.append(Tier(Reason.CODE, term(kind, "c" + code.likely)))
        meant = some(term(kind, "c" + other) for other in codes.one_off(code.text))
        tiers += [Tier(Reason.NEAR, meant)] if meant is not None else []
    if SHORTEST_PREFIX <= len(code.text) < 18:
        known = len(code.text) in CODE_PREFIXES
        begins = term(kind, "C" + code.text) if known else Prefix(term(kind, "c" + code.text).token)
        tiers.append(Tier(Reason.CODE_PREFIX, begins))
    return tiers


def _named(kind: str, question: Question, language: Language) -> list[Tier]:
    scripts = question.scripts
    if scripts == {Script.LATIN}:
        return _latin(kind, question, language)
    if scripts <= {Script.ARABIC} or scripts == {Script.CYRILLIC}:
        text = question.text if Script.ARABIC in scripts else from_cyrillic(question.text)
        return uyghur.spelled(kind, text) + uyghur.near(kind, text)
    if Script.ARABIC in scripts or Script.CYRILLIC in scripts:
        return _mixed(kind, question.runs)
    tiers = chinese.spelled(kind, question, question.key)
    stripped = letters(market_name(question.text))
    if stripped and stripped != question.key:
        tiers += [*chinese.listed(kind, stripped), *chinese.spelled(kind, read(stripped), stripped)]
    rest = without_province(stripped)
    if rest:
        tiers += [replace(tier, stage=Stage.NEAR) for tier in chinese.spelled(kind, read(rest), rest)]
    if Script.LATIN in scripts:
        tiers += _mixed(kind, question.runs)
        ways = (spoken(kind, [way]) for way in latin.mixed_readings(question))
        heard = some(clause for clause in ways if clause is not None)
        tiers += [Tier(Reason.PINYIN, heard)] if heard is not None else []
    return [
        *tiers,
        *chinese.sounding(kind, question),
        *chinese.near(kind, question),
        *chinese.partial(kind, question),
    ]


def _latin(kind: str, question: Question, language: Language) -> list[Tier]:
    """Pinyin and Uyghur Latin look alike: both are tried, the reader's language first."""
    pinyin = latin.spelled(kind, question)
    if latin.syllable_by_syllable(question):
        return [*pinyin, *latin.near(kind, question)]
    if not any(run.text.replace("'", "").isalpha() and len(run.text) > 2 for run in question.runs):
        return pinyin
    by_ear: list[Tier] = []
    for convert in (from_latin, from_old_latin):
        by_ear += uyghur.spelled(kind, convert(fold(question.text)))
    order = [*by_ear, *pinyin] if language is Language.UG else [*pinyin, *by_ear]
    off = uyghur.near(kind, from_latin(fold(question.text)))
    return [*order, *latin.near(kind, question), *off]


def _run_clause(kind: str, run: Run) -> Clause | None:
    if run.script is Script.HAN:
        return contiguous(kind, [run.text])
    if run.script is Script.LATIN:
        options = [
            latin.run_clause(kind, run),
            uyghur.word_clause(kind, from_latin(run.text)) if len(run.text) > 3 else None,
        ]
        return some(option for option in options if option is not None)
    text = run.text if run.script is Script.ARABIC else from_cyrillic(run.text)
    return uyghur.word_clause(kind, text)


def _mixed(kind: str, runs: Iterable[Run]) -> list[Tier]:
    runs = tuple(runs)
    found = []
    # everybody here is in the region: its name may be left out
    for chosen, stage in ((runs, Stage.SPELLED), ([r for r in runs if r.text != "新疆"], Stage.PARTIAL)):
        clauses = [_run_clause(kind, run) for run in chosen]
        clause = every(clause for clause in clauses if clause is not None)
        found += [Tier(Reason.NAME, clause, stage)] if clause is not None else []
    return found


def _beside(kind: str, question: Question) -> list[Tier]:
    """Websites and texts, behind everything that names an enterprise."""
    host = (
        fold(question.text).removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
    )
    tiers = [Tier(Reason.WEBSITE, term(kind, "w" + host))] if len(host) > 2 else []
    words: list[Clause] = []
    for run in question.runs:
        if run.script is Script.HAN:
            words += gram_terms(kind, run.text, "t")
        elif run.script is Script.ARABIC:
            words.append(term(kind, "t" + recall_key(run.text)[:12]))
        else:
            words.append(term(kind, "t" + run.text))
    clause = every(words)
    return tiers + ([Tier(Reason.TEXT, clause)] if clause is not None else [])


def fully_spelled(tier: Tier | Pinned) -> bool:
    """Whether a hit of this tier bears the whole question as written, so that no guess is needed."""
    return isinstance(tier, Pinned) or (tier.stage is Stage.SPELLED and tier.reason is not Reason.TEXT)


def whole_name(tier: Tier | Pinned) -> bool:
    """Whether a hit of this tier bears the question as its whole name."""
    return isinstance(tier, Tier) and isinstance(tier.clause, Term) and tier.clause.token[1] in "=~y"
