"""`python -m i18n update | compile | check | missing | doubts`: care of the Uyghur catalogue."""

import sys

import click

from i18n import checks
from i18n.catalogue import compile_catalogue, read_catalogue
from i18n.extraction import update
from i18n.glossary import glossary


@click.group(help=__doc__)
def main() -> None:
    """Entry point."""


@main.command("update")
def update_command() -> None:
    """Take over new and changed strings from the code; translations of unchanged ones stay."""
    catalogue = update()
    click.echo(f"{len(catalogue)} strings, {sum(1 for _ in _untranslated())} without Uyghur text")


@main.command("compile")
def compile_command() -> None:
    """Write the binary catalogue that the running portal reads."""
    click.echo(f"written: {compile_catalogue()}")


@main.command("check")
def check_command() -> None:
    """Name everything wrong with the catalogue; exit 1 if there is anything."""
    found = checks.findings()
    for line in found:
        click.echo(line)
    click.echo(f"{len(read_catalogue())} strings, {len(found)} findings")
    sys.exit(1 if found else 0)


@main.command("missing")
def missing_command() -> None:
    """List the strings without Uyghur text."""
    for source in _untranslated():
        click.echo(source)


@main.command("doubts")
def doubts_command() -> None:
    """List the terms in use that a certified translator has still to confirm."""
    for source, term in checks.doubts(read_catalogue(), glossary()):
        click.echo(f"{term.zh}\t{' | '.join(term.ug)}\t{source}")


def _untranslated() -> list[str]:
    return [
        message.id if isinstance(message.id, str) else message.id[0]
        for message in read_catalogue()
        if message.id and not message.string
    ]


if __name__ == "__main__":
    main()
