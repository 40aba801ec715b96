"""`portal reporters`: the keys and the end of what reporters said."""

import getpass

import click


@click.group()
def reporters() -> None:
    """What reporters said: wrap it under another key, destroy what is due."""


@reporters.command()
def wrap() -> None:
    """Wrap every data key under the first of PORTAL_REPORTER_KEYS; afterwards the others may go."""
    from credit.domain.actors import operator
    from credit.domain.clock import SystemClock
    from credit.services.context import Context
    from credit.services.sealing import SealedError, Sealer, read_keys
    from credit.services.supervision import keeping
    from web.cli.setting import database, read_settings

    try:
        sealer = Sealer(read_keys(read_settings().reporter_keys))
        with database() as sessions:
            ctx = Context(sessions, SystemClock(), operator(getpass.getuser()))
            click.echo(f"换用新密钥：{keeping.wrap_anew(ctx, sealer)} 件")
    except (SealedError, ValueError) as error:
        raise click.ClickException(f"PORTAL_REPORTER_KEYS: {error}") from error


@reporters.command()
def destroy() -> None:
    """Destroy what is due today; the background work does it by itself."""
    from credit.domain.actors import operator
    from credit.domain.clock import SystemClock
    from credit.services.context import Context
    from credit.services.disclosures.evidence import Folder
    from credit.services.supervision import keeping
    from web.cli.setting import database, read_settings

    with database() as sessions:
        ctx = Context(sessions, SystemClock(), operator(getpass.getuser()))
        click.echo(f"已销毁：{keeping.destroy_due(ctx, Folder(read_settings().sealed_dir))} 件")
