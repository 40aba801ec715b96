"""`portal sweep`: renew dossiers that a rule changes today."""

import click


@click.command()
@click.option("--all", "everything", is_flag=True, help="Renew every dossier, as after a change of rules.")
def sweep(everything: bool) -> None:
    """Renew dossiers and notices whose day has come, and finish what a killed import left."""
    from credit.domain.clock import SystemClock
    from credit.services import authority_notices, projection
    from web.cli.setting import database

    with database() as sessions:
        clock = SystemClock()
        click.echo(f"更新公示档案：{projection.sweep(sessions, clock, everything)} 户")
        click.echo(f"更新机关公告：{authority_notices.sweep(sessions, clock, everything)} 条")
