"""Guard of the addresses: each has an access marker, a language or a reason for none, and safe methods."""

from collections.abc import Iterator

from flask import Flask
from werkzeug.routing import AnyConverter, IntegerConverter, Rule

from web.cli.checks.finding import Finding
from web.http.access import SUBJECT, Access, marker
from web.http.locale import PREFIX

# Addresses for people that carry no language, because they choose one.
CHOOSES_LANGUAGE = frozenset({"/"})
READ_ONLY = frozenset({"GET", "HEAD"})
NO_LANGUAGE = frozenset({Access.MACHINE, Access.ENTRANCE})  # a login provider knows one address to return to


def check_routes(app: Flask) -> Iterator[Finding]:
    """Findings of every address of an application."""
    for rule in app.url_map.iter_rules():
        for name, detail in _violations(app, rule):
            yield Finding(rule.rule, 1, name, detail)


def _violations(app: Flask, rule: Rule) -> Iterator[tuple[str, str]]:
    access = marker(app.view_functions[rule.endpoint])
    spoken = rule.rule.startswith(f"{PREFIX}/")
    if access is None:
        yield "no-marker", f"{rule.endpoint} does not say who may use it"
    if access is Access.MACHINE and spoken:
        yield "language", "an address for programs has no language"
    if access not in NO_LANGUAGE and not spoken and rule.rule not in CHOOSES_LANGUAGE:
        yield "language", "an address for people begins with a language"
    if access is Access.LETTERBOX and any(
        not isinstance(one, AnyConverter) for one in rule._converters.values()
    ):
        yield "letterbox", "what somebody hands in stands in the body, never in the address"
    if access is Access.MEMBER and SUBJECT not in rule.arguments:
        yield "subject", f"an address for members names the subject: <{SUBJECT}>"
    for part, converter in rule._converters.items():
        if isinstance(converter, IntegerConverter) and not (converter.fixed_digits or converter.max):
            yield "number", f"<{part}> takes numbers that no database holds: give it fixed_digits or max"
    unsafe = (rule.methods or set()) - READ_ONLY
    if access is Access.LETTERBOX and unsafe - {"POST"}:
        yield "methods", "a letterbox is read, and written to by forms"
    if access in (Access.PUBLIC, Access.MACHINE) and unsafe:
        yield "methods", f"{', '.join(sorted(unsafe))}: public addresses are for reading only"
