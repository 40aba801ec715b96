"""How far a report has come, section by section, and what still keeps it from being submitted."""

from collections.abc import Mapping
from typing import NamedTuple

from credit.domain.annual_report import ANY, Answers, Filer, Form, FormSection, SectionState
from credit.rules.annual_report.checks import findings, unanswered
from credit.rules.annual_report.findings import Finding
from credit.rules.annual_report.reading import Problem, Read, read


class Progress(NamedTuple):
    """read: everything as read; open: what is still asked; states: by section, in the form's order."""

    read: Read
    found: tuple[Finding, ...]
    open: tuple[Finding, ...]
    states: dict[str, SectionState]
    choice_open: bool  # the owner has not said yet whether the report is published

    @property
    def ready(self) -> bool:
        """Whether it can be submitted."""
        done = all(state is SectionState.DONE for state in self.states.values())
        return done and not self.read.problems and not self.open and not self.choice_open

    def problems_of(self, section: str) -> tuple[Problem, ...]:
        return tuple(one for one in self.read.problems if one.path.partition(".")[0] == section)

    def open_of(self, section: str) -> tuple[Finding, ...]:
        return tuple(one for one in self.open if one.paths[0].partition(".")[0] == section)


def progress(form: Form, answers: Answers, filer: Filer, last: Mapping[str, str]) -> Progress:
    """How far these answers have come. last: last year's values by path."""
    taken = read(form, answers)
    found = findings(form, taken, filer, last)
    still = unanswered(found, answers)
    states = {section.key: _state(section, answers, taken, still) for section in form.sections}
    return Progress(taken, found, still, states, form.whole_choice and answers.publish_any is None)


def _state(section: FormSection, answers: Answers, taken: Read, still: tuple[Finding, ...]) -> SectionState:
    wrong = any(one.path.partition(".")[0] == section.key for one in taken.problems)
    asked = any(one.paths[0].partition(".")[0] == section.key for one in still)
    if section.key in answers.saved:
        return SectionState.PROBLEM if wrong or asked else SectionState.DONE
    if not _typed(section, answers):
        return SectionState.NOT_STARTED
    return SectionState.TO_CONFIRM if section.lasting and not wrong else SectionState.IN_PROGRESS


def _typed(section: FormSection, answers: Answers) -> bool:
    if section.rows:
        return bool(answers.listed(section.key) or answers.of(section.key, ANY))
    return any(answers.of(section.key, field.key) for field in section.fields)
