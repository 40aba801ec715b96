"""Chooses the tiers for a question by what it is written in."""

from collections.abc import Iterable
from functools import lru_cache

import msgspec

from search.page import Reason
from search.plan import Clause, Pinned, Prefix, Stage, Term, Tier, every, some, term
from search.planning import chinese, latin, shorts, uyghur
from search.planning.terms import contiguous, gram_terms, spoken
from search.query import Language
from search.text import codes
from search.text.codes import SHORTEST_PREFIX
from search.text.fold import fold, letters
from search.text.question import Question, Run, Script, market_name, places_last, read, without_province
from search.text.tokens import CODE_PREFIXES, digest
from search.text.translit import stem
from search.text.uyghur import from_cyrillic, from_latin, from_old_latin
from search.text.uyghur import key as recall_key


def tiers_for(question: Question, language: Language = Language.ZH) -> tuple[Tier, ...]:
    """All tiers of a question, stage by stage; empty if nothing in it can be looked for."""
    return _distinct(tier for stage in Stage for tier in tiers_at(question, language, stage))


def _distinct(tiers: Iterable[Tier]) -> tuple[Tier, ...]:
    seen: dict[tuple[Clause, bool], Tier] = {}
    for tier in tiers:
        seen.setdefault((tier.clause, tier.checked), tier)
    return tuple(seen.values())


@lru_cache(maxsize=4096)
def tiers_at(question: Question, language: Language, stage: Stage) -> tuple[Tier, ...]:
    """The tiers of one stage; later stages are seldom wanted, and not planned before they are."""
    if not question.text:
        return (Tier(Reason.ALL, term("*")),) if stage is Stage.SPELLED else ()
    tiers = _named(question, language, stage) if question.key else []
    if stage is Stage.SPELLED:
        tiers = [*_codes(question), *tiers, *_beside(question)]
    return _distinct(tier for tier in tiers if tier.stage is stage)


def _codes(question: Question) -> list[Tier]:
    tiers = []
    if question.number:
        tiers.append(Tier(Reason.NUMBER, term("#" + question.number), checked=True))
    code = question.code
    if code is None:
        return tiers
    tiers.insert(0, Tier(Reason.CODE, term("c" + code.text)))
    if code.likely:
        tiers.append(Tier(Reason.CODE, term("c" + code.likely)))
        meant = some(term("c" + other) for other in codes.one_off(code.text))
        tiers += [Tier(Reason.NEAR, meant)] if meant is not None else []
    if SHORTEST_PREFIX <= len(code.text) < 18:
        begins = _code_start(code.text)
        tiers.append(Tier(Reason.CODE_PREFIX, begins))
    return tiers


def _code_start(text: str) -> Clause:
    """Codes that begin so: short beginnings are indexed, one a little shorter stands for few of them."""
    if len(text) in CODE_PREFIXES:
        return term("C" + text)
    space = "C" if len(text) < max(CODE_PREFIXES) else "c"
    return Prefix(term(space + text).token)


def _named(question: Question, language: Language, stage: Stage) -> list[Tier]:
    scripts = question.scripts
    if scripts == {Script.LATIN}:
        return _latin(question, language, stage)
    if scripts <= {Script.ARABIC} or scripts == {Script.CYRILLIC}:
        text = question.text if Script.ARABIC in scripts else from_cyrillic(question.text)
        return _uyghur(text, stage)
    if Script.ARABIC in scripts or Script.CYRILLIC in scripts:
        return _mixed(question.runs, stage)
    return _han(question, stage)


def _han(question: Question, stage: Stage) -> list[Tier]:
    mixed = _mixed(question.runs, stage) if Script.LATIN in question.scripts else []
    match stage:
        case Stage.SPELLED:
            return [*_chinese(question), *mixed, *_half_heard(question), *_places_last(question, stage)]
        case Stage.SOUND:
            heard = _instead(shorts.tail_heard(question.key), stage)
            return [*heard, *chinese.sounding(question), *_places_last(question, stage)]
        case Stage.NEAR:
            shorter = without_province(letters(market_name(question.text)))
            meant = (shorter, shorts.tail_meant(question.key))
            return [*(tier for key in meant for tier in _instead(key, stage)), *chinese.near(question)]
        case Stage.PARTIAL:
            return [
                *_chinese(question),
                *mixed,
                *chinese.sounding(question),
                *chinese.partial(question),
            ]


def _chinese(question: Question) -> list[Tier]:
    tiers = chinese.spelled(question, question.key)
    stripped = letters(market_name(question.text))
    if stripped and stripped != question.key:
        tiers += [*shorts.listed(stripped), *chinese.spelled(read(stripped), stripped)]
    return tiers


def _places_last(question: Question, stage: Stage) -> list[Tier]:
    """A name, whole or short, with its place typed behind it (中泰化学乌鲁木齐)."""
    name, places = places_last(question.key)
    if not places or len(question.runs) > 1:
        return []
    narrow = [place for place in places if place != "新疆"] or places  # in the region few names say its name
    there = [clause for place in narrow for clause in gram_terms(stem(place))]
    if stage is Stage.SOUND:
        found = chinese.sounding(read(name))
    else:
        moved = Tier(Reason.NAME, term("~" + digest("".join((*places, name)))))
        found = [moved, *chinese.spelled(read(name), name)]
    whole = [tier for tier in found if tier.stage is stage and not tier.checked]
    return [Tier(tier.reason, clause, stage) for tier in whole if (clause := every([tier.clause, *there]))]


def _instead(key: str, stage: Stage) -> list[Tier]:
    """What is spelled so, for want of what was typed."""
    found = chinese.spelled(read(key), key) if key else []
    return [msgspec.structs.replace(tier, stage=stage) for tier in found if not tier.checked]


def _half_heard(question: Question) -> list[Tier]:
    """Characters and pinyin in one question, read aloud."""
    if Script.LATIN not in question.scripts:
        return []
    ways = (spoken([way]) for way in latin.mixed_readings(question))
    heard = some(clause for clause in ways if clause is not None)
    return [Tier(Reason.PINYIN, heard)] if heard is not None else []


def _uyghur(text: str, stage: Stage) -> list[Tier]:
    ways = {Stage.SPELLED: uyghur.spelled, Stage.NEAR: uyghur.near, Stage.PARTIAL: uyghur.partial}
    return ways[stage](text) if stage in ways else []


def _latin(question: Question, language: Language, stage: Stage) -> list[Tier]:
    """Pinyin and Uyghur Latin look alike: both are tried, the reader's language first."""
    if stage is Stage.SOUND:
        return []
    only_pinyin = latin.syllable_by_syllable(question)
    words = any(run.text.replace("'", "").isalpha() and len(run.text) > 2 for run in question.runs)
    by_ear = words and not only_pinyin
    if stage is Stage.NEAR:
        off = uyghur.near(from_latin(fold(question.text))) if by_ear else []
        return [*latin.near(question), *off] if by_ear or only_pinyin else []
    heard = _heard(fold(question.text), stage) if by_ear else []
    if stage is Stage.PARTIAL:
        return heard
    pinyin = latin.spelled(question)
    return [*heard, *pinyin] if language is Language.UG else [*pinyin, *heard]


def _heard(text: str, stage: Stage) -> list[Tier]:
    """Uyghur in either Latin alphabet."""
    plan = uyghur.spelled if stage is Stage.SPELLED else uyghur.partial
    return [tier for convert in (from_latin, from_old_latin) for tier in plan(convert(text))]


def _run_clause(run: Run) -> Clause | None:
    if run.script is Script.HAN:
        return contiguous([run.text])
    if run.script is Script.LATIN:
        options = [
            latin.run_clause(run),
            uyghur.word_clause(from_latin(run.text)) if len(run.text) > 3 else None,
        ]
        return some(option for option in options if option is not None)
    text = run.text if run.script is Script.ARABIC else from_cyrillic(run.text)
    return uyghur.word_clause(text)


def _mixed(runs: tuple[Run, ...], stage: Stage) -> list[Tier]:
    if stage not in (Stage.SPELLED, Stage.PARTIAL):
        return []
    if stage is Stage.PARTIAL:  # everybody here is in the region: its name may be left out
        runs = tuple(run for run in runs if run.text != "新疆")
    clauses = [_run_clause(run) for run in runs]
    clause = every(clause for clause in clauses if clause is not None)
    return [Tier(Reason.NAME, clause, stage)] if clause is not None else []


def _beside(question: Question) -> list[Tier]:
    """Websites and texts, behind everything that names an enterprise."""
    host = (
        fold(question.text).removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
    )
    tiers = [Tier(Reason.WEBSITE, term("w" + host))] if len(host) > 2 else []
    words: list[Clause] = []
    for run in question.runs:
        if run.script is Script.HAN:
            words += gram_terms(run.text, "t")
        elif run.script is Script.ARABIC:
            words.append(term("t" + recall_key(run.text)[:12]))
        else:
            words.append(term("t" + run.text))
    clause = every(words)
    return tiers + ([Tier(Reason.TEXT, clause)] if clause is not None else [])


_UNSURE = (Reason.TEXT, Reason.TRANSLITERATION)


def fully_spelled(tier: Tier | Pinned) -> bool:
    """Whether a hit of this tier bears the whole question as written, so that no guess is needed."""
    return isinstance(tier, Pinned) or (tier.stage is Stage.SPELLED and tier.reason not in _UNSURE)


def whole_name(tier: Tier | Pinned) -> bool:
    """Whether a hit of this tier bears the question as its whole name."""
    return isinstance(tier, Tier) and isinstance(tier.clause, Term) and tier.clause.token[0] in "=~y"
