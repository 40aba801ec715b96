"""`portal unverified`: legal figures whose text nobody could read yet."""

import click


@click.command()
def unverified() -> None:
    """List the legal figures in use that still have to be verified."""
    from credit.rules import packs

    figures = packs.unverified()
    for figure in figures:
        until = figure.ends.isoformat() if figure.ends else "…"
        click.echo(
            f"{figure.topic}/{figure.pack}  {figure.key} = {figure.value} {figure.unit}  "
            f"[{figure.starts} – {until}]  {figure.instrument} {figure.article}  ({figure.checked_on})"
            f"{'  ' + figure.note if figure.note else ''}"
        )
    click.echo(f"{len(figures)} unverified")
