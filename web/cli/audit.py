"""`portal audit`: what was changed by whom, and whether the trail of it is whole."""

import click


@click.group(invoke_without_command=True)
@click.pass_context
def audit(context: click.Context) -> None:
    """Print every change of state and check their chain; exit status 1 if it is broken."""
    if context.invoked_subcommand is not None:
        return
    from datetime import datetime

    from credit.domain.clock import SHANGHAI
    from credit.services import audit as trail
    from web.cli.setting import database

    with database() as sessions, sessions.read() as session:
        for entry, _ in trail.rows(session):
            at = datetime.fromisoformat(entry.at).astimezone(SHANGHAI)
            what = f"{entry.action}  {entry.target}  {entry.detail}"
            click.echo(f"{entry.seq}  {at:%Y-%m-%d %H:%M:%S}  {entry.actor}  {what}")
    _verify("")


@audit.command()
@click.option(
    "--noted", default="", metavar="SEQ:HASH", help="A row and its hash, as noted earlier elsewhere."
)
def verify(noted: str) -> None:
    """Check the chain without printing it, and that a row noted earlier still stands.

    Prints the last row as SEQ:HASH. Note it outside this machine: whoever can rewrite the whole trail
    cannot rewrite the note.
    """
    click.echo(_verify(noted))


def _verify(noted: str) -> str:
    """The last row as SEQ:HASH; ends the command where the trail is not whole."""
    from credit.services import audit as trail
    from web.cli.setting import database

    with database() as sessions, sessions.read() as session:
        broken = trail.broken_at(session)
        if broken is not None:
            raise click.ClickException(f"审计记录在第 {broken} 条处被改动或者缺失")
        seq, _, expected = noted.partition(":")
        if noted and (not seq.isdigit() or trail.hash_at(session, int(seq)) != expected.lower()):
            raise click.ClickException("审计记录与此前留存的记录不一致")
        last, found = trail.head(session)
    click.echo("审计记录完整")
    return f"{last}:{found}"
