"""`portal sweep`: renew dossiers that a rule changes today."""

import click


@click.command()
@click.option("--all", "everything", is_flag=True, help="Renew every dossier, as after a change of rules.")
def sweep(everything: bool) -> None:
    """Renew dossiers whose day has come, and finish what a killed import left."""
    from credit.domain.clock import SystemClock
    from credit.services import projection
    from web.cli.setting import database

    with database() as sessions:
        click.echo(f"更新公示档案：{projection.sweep(sessions, SystemClock(), everything)} 户")
